"""Keys of a demonstration: made once and kept in its folder, so that no key stands in the source."""

from __future__ import annotations

import secrets
from pathlib import Path


def kept_key(folder: Path, name: str) -> str:
    """The key of this name, made now if the folder has none."""
    file = folder / name
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8")
