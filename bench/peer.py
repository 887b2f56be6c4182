"""The peer: what councils run over a return today, the open-source SSDA903 validator, from its released package.

``python bench/peer.py FOLDER OUT.json`` makes an environment of its own under build/bench (the package pins
libraries older than the product's), reads every CSV file of one year, runs all rules of 2025-26, makes the report
and writes it as JSON: the same path as the package's own entry point for its web page.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

PACKAGE = "csc-validator-be-903"
HOME = Path(__file__).resolve().parent.parent / "build" / "bench" / "peer"
YEAR = {"collectionYear": "2026", "localAuthority": "E06000054"}


def python() -> Path:
    """The peer's own Python, made and filled the first time. Raises CalledProcessError if the package cannot be had."""
    program = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = HOME / "ready.txt"
    if not stamp.exists():
        print(f"Making an environment for the peer in {HOME.name} (about half a minute, once)", file=sys.stderr)
        venv.EnvBuilder(with_pip=True, clear=True).create(HOME)
        subprocess.run([program, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        stamp.write_text(PACKAGE + "\n", encoding="utf-8")
    return program


def validate(folder: Path) -> dict[str, object]:
    """The peer's answer on the CSV files of a folder. Runs only inside the peer's environment."""
    import logging

    from lac_validator import lac_validator
    from lac_validator.report import Report
    from lac_validator.rules.ruleset_utils import get_year_ruleset
    from lac_validator.utils import process_uploaded_files

    logging.disable(logging.CRITICAL)
    rules = get_year_ruleset(YEAR["collectionYear"])
    files = process_uploaded_files({"This year": [str(path) for path in sorted(folder.glob("*.csv"))]})
    found = lac_validator.LacValidator(metadata=dict(YEAR), files=files, registry=rules)
    report = Report(found.ds_results, rules)
    issues = lac_validator.create_issue_df(report.report, report.error_report)
    return {
        "issues": issues.to_json(orient="records"),
        "tables": {name: table.to_json(orient="records") for name, table in found.dfs.items()},
        "reports": [report.error_summary.to_json(orient="records"), report.child_summary.to_json(orient="records")],
    }


def main(folder: str, out: str) -> int:
    """Validate a folder in the peer's environment; called from another Python, start that one first."""
    if Path(sys.prefix) != HOME:
        return subprocess.run([python(), __file__, folder, out], check=False).returncode
    sys.stdout = sys.stderr  # some of its rules print whole tables
    answer = validate(Path(folder))
    Path(out).write_text(json.dumps(answer), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
