"""Where a pack stands on the disk, and the packs it extends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .lines import Entry, PackMistake, read_yaml
from .pack import BUILT_IN, PACKS


def place_of(pack: str, beside: Path = Path()) -> Path:
    """The folder of a built-in pack by its code, or a council's own folder or file by its path.

    Raises PackMistake where there is no such pack.
    """
    place = PACKS / pack.lower() if pack.upper() in BUILT_IN else beside / pack
    if not place.exists():
        raise PackMistake(
            pack, "there is no such pack.", f"Use one of {', '.join(BUILT_IN)}, or the path of a pack folder."
        )
    return place


def lineage(pack: str) -> tuple[Path, ...]:
    """The place of this pack and of those it extends, nearest first. Raises PackMistake where one is not there."""
    places: list[Path] = []
    place = place_of(pack)
    while place not in places:
        places.append(place)
        head = read_yaml(place / "pack.yaml" if place.is_dir() else place)
        if not head.get("extends"):
            return tuple(places)
        place = place_of(str(head["extends"]), beside=place.parent)
    raise PackMistake(place.name, "this pack extends itself.", "Take out one 'extends'.")


def folders_of(pack: str) -> tuple[Path, ...]:
    """The folders of the pack and of those it extends, nearest first. A pack in one file has none of its own."""
    return tuple(place for place in lineage(pack) if place.is_dir())


def written_in(pack: str, file: str) -> Iterator[tuple[Path, Entry]]:
    """A file of the pack and of those it extends, each with its folder; the furthest first, for nearer ones prevail."""
    for place in reversed(folders_of(pack)):
        if (place / file).exists():
            yield place, read_yaml(place / file)


def pack_name(pack: str) -> str:
    """What the pack's document is called. Raises PackMistake where there is no such pack."""
    place = place_of(pack)
    return str(read_yaml(place / "pack.yaml" if place.is_dir() else place).get("name", pack))
