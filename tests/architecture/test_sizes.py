"""Rooms stay livable: the hard limits of STYLE.md."""

from tests.architecture.sources import PACKAGE, files, functions, text_of

LINES = {".py": 400, ".ts": 400, ".css": 400, ".html": 150}
FUNCTION_LINES = 50

# What is still too long, with its lines. It may only shrink.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def test_files_keep_their_limits_and_the_exceptions_shrink() -> None:
    code = [name for name in files(endings=tuple(LINES)) if "/migrations/" not in name]

    too_long = {name: lines for name in code if (lines := _lines(name)) > LINES[_ending(name)]}

    assert too_long == LONG_FILES


def test_functions_keep_their_limit_and_the_exceptions_shrink() -> None:
    code = [name for name in files(endings=(".py",)) if "/migrations/" not in name]

    too_long = {
        f"{name}: {function.name}": lines
        for name in code
        for function in functions(name)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }

    assert too_long == LONG_FUNCTIONS


def test_half_of_the_files_are_short() -> None:
    lengths = sorted(_lines(name) for name in files(under=PACKAGE, endings=(".py",)))

    assert lengths[len(lengths) // 2] <= 120


def _lines(name: str) -> int:
    return text_of(name).count("\n")


def _ending(name: str) -> str:
    return name[name.rindex(".") :]
