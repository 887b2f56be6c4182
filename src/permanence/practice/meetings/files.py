"""Files that belong to meetings and papers: looked at before they are kept, and kept outside what a server serves."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings

from permanence.practice.meetings.models import Attached
from permanence.practice.refusals import Refusal

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
LONGEST_NAME = 120
_PROGRAMS = ("vbaproject.bin", ".exe", ".js")
HOW = "Send a PDF, a Word or OpenDocument text, a picture (JPEG or PNG) or a plain text."


def refuse_what_is_no_document(file: Any) -> None:
    """Raises Refusal, with the remedy, for an upload whose name, size or content is not that of a document."""
    _check_name(file.name)
    kind = PurePosixPath(file.name).suffix.lower()
    if not file.size:
        raise Refusal("The file is empty. Check that you chose the right one.", "file")
    if file.size > LARGEST:
        raise Refusal(f"The file is larger than {LARGEST // MEGABYTE} MB. Send a smaller one, or a part of it.", "file")
    if kind not in _IS:
        raise Refusal(f"That is not a kind of file that can be kept here. {HOW}", "file")
    file.seek(0)
    if not _IS[kind](file):
        raise Refusal(f"The file is damaged, or is not what its name says. Save it again as {kind[1:]}. {HOW}", "file")
    file.seek(0)


def _check_name(name: str) -> None:
    plain = all(unicodedata.category(mark)[0] not in "CZ" or mark == " " for mark in name)
    if name.startswith(".") or len(name) > LONGEST_NAME or not plain:
        raise Refusal("The file's name has marks that cannot be used, or is too long. Rename the file.", "file")


def _begins(*heads: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda file: file.read(16).startswith(heads)


def _is_text(file: IO[bytes]) -> bool:
    try:
        return "\0" not in file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _packed_with(inside: str) -> Callable[[IO[bytes]], bool]:
    """A packed text that holds this part, nothing that runs by itself, and unpacks to no more than it may."""

    def looks(file: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False
        names = {member.filename for member in members}
        runs = any(name.lower().endswith(_PROGRAMS) or name.startswith("Basic/") for name in names)
        return inside in names and not runs and sum(member.file_size for member in members) <= MOST_UNPACKED

    return looks


_JPEG, _PNG = _begins(b"\xff\xd8\xff"), _begins(b"\x89PNG\r\n\x1a\n")
_IS: Mapping[str, Callable[[IO[bytes]], bool]] = {
    ".pdf": _begins(b"%PDF-"), ".docx": _packed_with("word/document.xml"), ".odt": _packed_with("content.xml"),
    ".jpg": _JPEG, ".jpeg": _JPEG, ".png": _PNG, ".txt": _is_text,
}  # fmt: skip
"""For each kind of file, by the end of its name: whether what is in it is that."""


def keep_file(row: Attached, file: Any) -> None:
    """Writes an upload down under a name of our own, and fills in its size and digest."""
    digest = hashlib.sha256()
    with path_of(row).open("wb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
    row.size, row.digest = file.size, digest.hexdigest()


def path_of(row: Attached) -> Path:
    """Where the file is kept. Only the app's own account may open the folder."""
    folder = Path(settings.MEDIA_ROOT) / "meetings"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{row.kept_as}.sent"
