"""What packages are told before they load: of memory, by how much there is to read, and of what is never used."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_SPARING = "narenas:1,tcache:false,dirty_decay_ms:2,muzzy_decay_ms:0"
_QUICK = "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0"
_MUCH = 100_000_000
"""Bytes of files, a return of a quarter of a million children: with more, memory that Polars gives back at once and
must ask for again costs a twentieth of the time; with less, what it keeps is a twentieth of all."""

_ALWAYS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",  # NumPy's workers for matrices, of which there are none here, spin while they wait
}

_OPENSSL, _OWN = "_hashlib", ("_sha256", "_sha2")
"""Where Python takes hashes from: OpenSSL, 4 MB of program, if it is there; or modules of its own, by version."""


def before_options() -> None:
    """To be called first: reading the command's options may load packages already."""
    for name, value in _ALWAYS.items():
        os.environ.setdefault(name, value)
    if any(find_spec(name) for name in _OWN):  # some builds have OpenSSL's alone
        sys.modules.setdefault(_OPENSSL, None)  # type: ignore[arg-type]  # None says that it is not there


def before_reading(paths: Sequence[Path]) -> None:
    """To be called once it is known what will be read, and before Polars is loaded."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", _SPARING if size_of(paths) < _MUCH else _QUICK)


def size_of(paths: Sequence[Path]) -> int:
    """The bytes that lie under these paths: at least those of the files that are read. One that is not there has none.

    Raises OSError where a folder may not be looked into.
    """
    files = (file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]))
    return sum(file.stat().st_size for file in files if file.is_file())
