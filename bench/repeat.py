"""A large return out of a small one: its children again and again, each time under new ids."""

from __future__ import annotations

import shutil
from pathlib import Path


def write_repeated(like: Path, folder: Path, children: int) -> None:
    """Writes to ``folder`` the CSV files of ``like``, so often that about this many children are in care.

    Raises ValueError where nobody is in care there, or a file does not begin with the column CHILD.
    """
    tables = {path.name: _table(path) for path in sorted(like.glob("*.csv"))}
    care = [rows for header, rows in tables.values() if "DECOM" in header.split(",")]
    known = len({row.split(",", 1)[0] for rows in care for row in rows})
    if not known:
        raise ValueError(f"{like} has no episodes: name the folder of one year's CSV files.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, (header, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8") as file:
            file.write(header + "\n")
            for number in range(max(1, round(children / known))):
                file.writelines(_under_new_id(row, number) for row in rows)


def _table(path: Path) -> tuple[str, list[str]]:
    header, *rows = path.read_text(encoding="utf-8-sig").splitlines() or [""]
    if not header.startswith("CHILD,"):
        raise ValueError(f"{path} does not begin with the column CHILD: its children cannot be given new ids.")
    return header, [row for row in rows if row.strip()]


def _under_new_id(row: str, number: int) -> str:
    child, rest = row.split(",", 1)
    return f"{child}{number:04},{rest}\n"
