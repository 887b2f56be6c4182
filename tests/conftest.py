"""What holds for every test: in CI every part is there, so one skipped for lack of a part is a failure."""

import gc
import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write the generated documents and snapshots again")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test of all first: on two cores it runs beside the others, and nothing waits for it at the end."""
    items.sort(key=lambda item: "test_every_test_passes_on_postgresql_too" not in item.name)


def pytest_collection_finish() -> None:
    """What is loaded by now stays, so it is not looked through for garbage again and again (config/apps.py)."""
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("Tests were skipped, which fails in CI. Provide the part they lacked.", red=True)
