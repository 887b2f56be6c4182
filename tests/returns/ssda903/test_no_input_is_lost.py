"""However broken a return is, reading it never fails, and every row read was used or set aside."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permanence.returns.frames import timeline
from permanence.returns.ssda903.read import read_return
from permanence.returns.ssda903.tables import code_sets
from returns.ssda903.invented import (
    AD1,
    AS_AT,
    HEADER,
    PLACED,
    REVIEWS,
    UASC,
    WORKERS,
    episode,
    episodes,
    reconciled,
    sheet,
)

FILES = {
    "header.csv": sheet(HEADER, "101,F,01/06/2015,WBRI,UN1,0,", "102,M,01/06/2012,MWBC,UN1,0,"),
    "e.csv": episodes(
        episode("01/05/2025", ls="C1", ended="01/07/2025", rec="X1"),
        episode("01/07/2025", rne="P", place="U4"),
        episode("01/06/2025", child="102", ended="01/02/2026", rec="E4A"),
    ),
    "reviews.csv": sheet(REVIEWS, "101,01/06/2015,20/05/2025,PN1", "102,01/06/2012,20/06/2025,PN1"),
    "uasc.csv": sheet(UASC, "101,F,01/06/2015,01/06/2033"),
    "ad1.csv": sheet(AD1, "102,01/06/2012,01/08/2025,01/09/2025,0,2,MF,L11"),
    "placed.csv": sheet(PLACED, "102,01/06/2012,01/08/2025,,"),
    "workers.csv": sheet(WORKERS, "101,01/06/2015,SW1,01/05/2025,,", "101,01/06/2015,SW2,01/06/2025,,"),
}
XML = (
    "<EXPSSDA903><CHILD><HEADER><CHILDID>101</CHILDID><DOB>01/06/2015</DOB><AREVIEW><REVIEW>20/05/2025</REVIEW></AREVIEW>"
    "</HEADER><EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C1</LS><PL>U6</PL></EPISODE></CHILD></EXPSSDA903>"
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_all(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        reading = reconciled(read_return([Path(folder)], as_at=AS_AT))
    timeline(reading.children, reading.facts)
    for fact in ("in_care", "legal_status", "placement", "proceedings"):
        _one_at_a_time(reading.facts.filter(pl.col("token").cast(pl.String).str.starts_with(fact)))


def _one_at_a_time(spans: pl.DataFrame) -> None:
    """Each span ends after it starts, and before the child's next one of its kind."""
    spans = spans.sort("child", "start")
    following = pl.when(pl.col("child") == pl.col("child").shift(-1)).then(pl.col("start").shift(-1))
    bad = (
        (pl.col("end") <= pl.col("start"))
        | (following < pl.col("end"))
        | (following.is_not_null() & pl.col("end").is_null())
    )
    assert spans.filter(bad).is_empty()


@FEW
@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.xml", "x.zip", "x.txt"]))
def test_any_bytes(content, name):
    read_all({name: content})


@FEW
@given(st.data())
def test_a_return_with_bytes_changed(data):
    name = data.draw(st.sampled_from([*FILES, "r.xml"]))
    content = bytearray((FILES | {"r.xml": XML})[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        taken = data.draw(st.integers(0, 20))
        content[place : place + taken] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\r\n", b"\0"])
        )
    read_all({key: text.encode() for key, text in FILES.items()} | {name: bytes(content)})


days = st.dates(AS_AT.replace(2023), AS_AT.replace(2027)).map("{:%d/%m/%Y}".format) | st.sampled_from(
    ["", "soon", "01/05/1920"]
)


def coded(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*code_sets()[name].codes, "", "??"])


rows = st.builds(
    episode,
    days,
    coded("RNE"),
    coded("LS"),
    coded("PLACE"),
    days,
    coded("REC"),
    child=st.sampled_from(["101", "102", "103.0", ""]),
    provider=coded("PLACE_PROVIDER"),
    reason=coded("REASON_PLACE_CHANGE"),
    post=st.sampled_from(["AB1 2CD", "ZZ9 9ZZ", ""]),
)


@FEW
@given(st.lists(st.lists(rows, max_size=8), min_size=1, max_size=3))
def test_any_episodes_of_any_years(sets):
    for_all = {f"{number}.csv": episodes(*each).encode() for number, each in enumerate(sets)}
    read_all({name: text.encode() for name, text in FILES.items()} | for_all)
