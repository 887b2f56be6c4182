"""Nothing of one machine, one network or one person stands in the project's files.

The words looked for are put together from pieces, so that this file does not hold them itself.
"""

import re

import pytest

from house.tree import ROOT, files, lines_of, project_files

_FOLDERS = "|".join(["home", "root", "Users", "work", "farm", "opt", "tmp"])
_HOSTS = "|".join(map(re.escape, ["pypi" + ".org", "files.python" + "hosted", "registry." + "npmjs", "test.py" + "pi"]))
LEAKS = {
    "a path of one machine": rf"(?<![\w.)\]}}/-])(?:/(?:{_FOLDERS})/\w|[A-Z]:\\\\?Users)",
    "the address of a package registry": rf"{_HOSTS}|--(?:extra-)?index-url[ =]\S*:/",
    "a private key": "-----BEGIN [A-Z ]*PRIVATE " + "KEY",
    "a token": r"\b(?:ghp_|github_pat_|sk-|AKIA|xox[abp]-|glpat-)[A-Za-z0-9_-]{16,}",
    "a password": r"(?i)\b(?:password|passwd|secret|api_?key)\s*[:=]\s*[\"'][^\"'\s<>{}]{6,}[\"']",
    "a password in an address": r"\w+://[^\s/:@<>{}]+:(?!password@)[^\s/@<>{}]+@",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_no_file_holds(leak: str) -> None:
    looked_for = re.compile(LEAKS[leak])
    assert [where for path in project_files() for where, line in lines_of(path) if looked_for.search(line)] == []


@pytest.mark.parametrize(
    ("leak", "line"),
    [
        ("a path of one machine", "see /" + "home/alex/notes"),
        ("a path of one machine", "C:" + r"\Users\alex"),
        ("the address of a package registry", "from https://" + "pypi" + ".org/simple"),
        ("a private key", "-----BEGIN RSA PRIVATE " + "KEY-----"),
        ("a token", "ghp" + "_0123456789abcdefghij"),
        ("a password", "pass" + "word = 'correct-horse'"),
        ("a password in an address", "postgres:" + "//alex:horse@db"),
    ],
)
def test_the_look_finds(leak: str, line: str) -> None:
    assert re.search(LEAKS[leak], line)


def test_locks_hold_no_address() -> None:
    assert [where for path in files(".lock") for where, line in lines_of(path) if ":" + "//" in line] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_in_a_lock_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^\w.*(?:\n[ ].*)*", text, re.MULTILINE)
    assert packages
    assert [one for one in packages if "==" not in one or "--hash=sha256:" not in one] == []
