"""Who is owed what, by when, and why: the tracker of a whole council, as a workbook, tables and a summary.

``track.track(reading, timeline, ready, as_at, outputs, inputs, local) -> Tally`` does a run; ``summary.summary(console,
tally, local)`` shows its counts in a terminal, ``summary.headline(tally)`` in a sentence.
"""
