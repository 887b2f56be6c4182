"""Where the files of an import are kept: in a folder of the data, outside anything a web server serves."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from permanence.practice.imports.models import Import, SentFile

PROGRESS = "progress.json"


def folder_of(source: Import) -> Path:
    """The folder of an import, made if it is not there. Only the app's own account may open it."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / str(source.folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(source: Import, files: Sequence[Any]) -> list[SentFile]:
    """Writes the uploads down under names of our own, and gives the rows that tell of them."""
    kept = []
    for number, file in enumerate(files, 1):
        kept_as = f"{number}.sent"
        digest = hashlib.sha256()
        with (folder_of(source) / kept_as).open("wb") as out:
            for chunk in file.chunks():
                digest.update(chunk)
                out.write(chunk)
        kept.append(SentFile(source=source, name=file.name, kept_as=kept_as, size=file.size, digest=digest.hexdigest()))
    return SentFile.objects.bulk_create(kept)


def path_of(file: SentFile) -> Path:
    """Where a sent file is kept."""
    return folder_of(file.source) / file.kept_as


def has_files(source: Import) -> bool:
    """Whether the files are still kept."""
    return any(folder_of(source).glob("*.sent"))


def throw_away(source: Import) -> None:
    """Removes the folder with all that is in it."""
    shutil.rmtree(folder_of(source), ignore_errors=True)


# --- progress: in a file, since it must be seen while the transaction is still open -------------------------------


def tell(source: Import, doing: str, done: int = 0, of: int = 0) -> None:
    """Notes how far the work in hand is."""
    file = folder_of(source) / PROGRESS
    new = file.with_suffix(".new")
    new.write_text(json.dumps({"doing": doing, "done": done, "of": of}), encoding="utf-8")
    new.replace(file)


def progress(source: Import) -> dict[str, Any]:
    """How far the work in hand is: doing, done and of; nothing while it waits for its turn."""
    try:
        return dict(json.loads((folder_of(source) / PROGRESS).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def no_progress(source: Import) -> None:
    """Forgets the progress of work that is over."""
    (folder_of(source) / PROGRESS).unlink(missing_ok=True)


@contextmanager
def held(source: Import) -> Iterator[bool]:
    """Holds an import for one worker while the block runs; False where another holds it.

    The system lets go when a worker ends, however it ends, so that work cut short can be taken up at once.
    """
    import fcntl  # not on Windows, where the app's own command line still runs

    with (folder_of(source) / "held").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
