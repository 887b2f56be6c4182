"""Looks at files as they are sent, before any is kept: names, kinds and sizes, and what a zip claims to hold."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import IO, Any

from permanence.practice.refusals import Refusal

KINDS = (".csv", ".txt", ".xml", ".zip", ".xlsx")
HOW = "Send CSV files, an XML return, a zip of them, or the facts spreadsheet as .xlsx or .csv."

MEGABYTE = 1_000_000
MOST_FILES = 60
MOST_TOGETHER = 300 * MEGABYTE
MOST_UNPACKED = 1_000 * MEGABYTE
MOST_IN_A_ZIP = 500
MOST_PACKED = 200
"""How many times smaller packing may have made a file. A table of figures packs to a tenth or so."""
LONGEST_NAME = 120

PACKED, HEADS_OF_OTHERS = b"PK\x03\x04", (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"MZ", b"\x7fELF", b"\x1f\x8b")


def check(files: Sequence[Any]) -> None:
    """Raises Refusal, naming the file and the remedy, where these uploads cannot be an import."""
    if not files:
        raise Refusal(f"Choose the files to bring in. {HOW}", "files")
    if len(files) > MOST_FILES:
        raise Refusal(f"{len(files)} files were sent, and {MOST_FILES} can come at once. Put them in one zip.", "files")
    if sum(file.size for file in files) > MOST_TOGETHER:
        raise Refusal(
            f"Together the files are larger than {MOST_TOGETHER // MEGABYTE} MB. Send fewer, or zip them.", "files"
        )
    _refuse_twins(files)
    for file in files:
        _check_name(file.name)
        _check_content(file)


def _refuse_twins(files: Iterable[Any]) -> None:
    seen = set()
    for file in files:
        if file.name.casefold() in seen:
            raise Refusal(
                f"Two files are called {_shown(file.name)}. If they are of two years, put each year's files in a "
                "folder of its own, zip the folders, and send the zip.", "files",
            )  # fmt: skip
        seen.add(file.name.casefold())


def _check_name(name: str) -> None:
    if name.startswith(".") or len(name) > LONGEST_NAME or not all(_is_plain(mark) for mark in name):
        raise Refusal(
            f"The file name '{_shown(name)}' has marks that cannot be used, or is too long. Rename the file.", "files"
        )
    if PurePosixPath(name).suffix.lower() not in KINDS:
        raise Refusal(f"{_shown(name)} is not a kind of file that can be read. {HOW}", "files")


def _is_plain(mark: str) -> bool:
    return unicodedata.category(mark)[0] not in "CZ" or mark == " "


def _shown(name: str) -> str:
    return "".join(mark if _is_plain(mark) else "?" for mark in name[:LONGEST_NAME])


def _check_content(file: Any) -> None:
    head, name = _head(file), _shown(file.name)
    kind = PurePosixPath(file.name).suffix.lower()
    if not head.strip(b"\xff\xfe\xef\xbb\xbf\0 \t\r\n"):
        raise Refusal(
            f"{name} is empty. Check that you chose the right file, and that the export had finished.", "files"
        )
    if head.startswith(HEADS_OF_OTHERS) or head.startswith(PACKED) != (kind in (".zip", ".xlsx")):
        raise Refusal(
            f"{name} is not what its name says. Save or export it again as {kind[1:]}, and send that.", "files"
        )
    if kind in (".zip", ".xlsx"):
        _check_zip(file, name, kind)
    if kind == ".xml" and not _looks_like_xml(head):
        raise Refusal(f"{name} does not begin as an XML file does. Export the return again, and send that.", "files")


def _looks_like_xml(head: bytes) -> bool:
    return head.lstrip(b"\xff\xfe\xef\xbb\xbf\0 \t\r\n").startswith(b"<")


def _head(file: Any) -> bytes:
    file.seek(0)
    head: bytes = file.read(1024)
    file.seek(0)
    return head


def _check_zip(file: IO[bytes], name: str, kind: str) -> None:
    """Refuses a zip by what it claims. A member is never read beyond its claim, so a false claim gains nothing."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as wrong:
        raise Refusal(
            f"{name} is damaged, or is not a {kind[1:]} file. Save it again, and send that.", "files"
        ) from wrong
    file.seek(0)
    if not members:
        raise Refusal(f"{name} has nothing in it. Put the files of the return in it.", "files")
    if len(members) > MOST_IN_A_ZIP or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refusal(
            f"{name} would unpack to more than {MOST_IN_A_ZIP} files or {MOST_UNPACKED // MEGABYTE} MB. "
            "Send only the files of the return.", "files",
        )  # fmt: skip
    for member in members:
        _check_member(member, name, kind)


def _check_member(member: zipfile.ZipInfo, name: str, kind: str) -> None:
    inside = f"{_shown(member.filename)} in {name}"
    if member.flag_bits & 1:
        raise Refusal(f"{inside} needs a password. Zip the files without one, and send that.", "files")
    if ".." in PurePosixPath(member.filename.replace("\\", "/")).parts or member.filename.startswith(("/", "\\")):
        raise Refusal(f"{inside} points to a place outside the zip. Zip the files again, and send that.", "files")
    if member.file_size > MEGABYTE and member.file_size > MOST_PACKED * max(member.compress_size, 1):
        raise Refusal(f"{inside} would unpack to far more than a return can hold. Send the file by itself.", "files")
    if kind == ".zip" and PurePosixPath(member.filename).suffix.lower() == ".zip":
        raise Refusal(f"{inside} is a zip within a zip. Take its files out, and zip them all together.", "files")
