"""The repository works on any machine: no hosts in lock files, no paths of one computer."""

import re

from tests.architecture.sources import files, text_of, tracked_files

LOCK_FILES = [*files(under="requirements/", endings=(".txt",)), "package-lock.json"]
MACHINE_PATH = re.compile(r"/(?:home|root|Users|work)/[a-z]")


def test_lock_files_name_no_package_host() -> None:
    assert [name for name in LOCK_FILES if "://" in _without_funding(text_of(name))] == []


def test_every_locked_python_package_has_hashes() -> None:
    for name in files(under="requirements/", endings=(".txt",)):
        packages = re.findall(r"^[\w.\[\]-]+==\S+.*$", text_of(name), re.MULTILINE)

        assert packages
        assert [line for line in packages if not line.endswith("\\")] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    text_files = [
        name for name in tracked_files() if name.endswith((".py", ".md", ".toml", ".sh", ".ts", ".json"))
    ]

    assert [name for name in text_files if MACHINE_PATH.search(text_of(name))] == []


def _without_funding(text: str) -> str:
    """Drop the addresses where packages ask for money; they name no host that anything is fetched from."""
    return re.sub(r'"(?:url|funding)": "[^"]*"', "", text)
