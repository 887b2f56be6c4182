"""Small enough to read: the sizes the project holds itself to (docs/architecture.md)."""

from statistics import median

from house.tree import SOURCE, files, functions, lines_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 10
EMPTY_NAMES = {"util", "utils", "common", "helper", "helpers", "misc", "core", "base", "lib", "tools"}

ALL_FUNCTIONS = [function for path in files(".py", under=SOURCE) for function in functions(path)]


def test_no_source_file_is_too_long() -> None:
    sizes = {path.name: sum(1 for _ in lines_of(path)) for path in files(".py", under=SOURCE)}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    assert [function for function in ALL_FUNCTIONS if function.lines > LONGEST_FUNCTION] == []


def test_the_median_function_is_short() -> None:
    assert median(function.lines for function in ALL_FUNCTIONS) < MEDIAN_FUNCTION


def test_no_module_is_named_for_nothing() -> None:
    named = [
        path for path in files(".py") if {path.stem, *path.parent.relative_to(path.anchor).parts[-1:]} & EMPTY_NAMES
    ]
    assert named == []
