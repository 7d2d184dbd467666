"""The files of the repository, for tests that read the code itself."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = "src/milepost"


@cache
def tracked_files() -> tuple[str, ...]:
    """List what the repository holds and what is about to join it, less what it ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    return tuple(name for name in listed.splitlines() if (CHECKOUT / name).is_file())


def files(*, under: str = "", endings: tuple[str, ...]) -> Iterator[str]:
    """List the files under a folder with certain endings."""
    return (name for name in tracked_files() if name.startswith(under) and name.endswith(endings))


def text_of(name: str) -> str:
    """Read a file of the repository."""
    return (CHECKOUT / name).read_text()


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give all functions of a Python file, nested ones too."""
    tree = ast.parse(text_of(name))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
