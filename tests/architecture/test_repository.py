"""The repository works on any machine: no hosts in lock files, no paths of one computer."""

import re

from tests.architecture.sources import files, text_of, tracked_files

LOCK_FILES = list(files(under="requirements/", endings=(".txt",)))
MACHINE_PATH = re.compile(r"/(?:home|root|Users|work)/[a-z]")


def test_lock_files_name_no_package_host() -> None:
    assert [name for name in LOCK_FILES if "://" in text_of(name)] == []
    assert '"resolved"' not in text_of("package-lock.json")


def test_every_locked_python_package_has_hashes() -> None:
    for name in LOCK_FILES:
        packages = re.findall(r"^[\w.\[\]-]+==\S+.*$", text_of(name), re.MULTILINE)

        assert packages
        assert [line for line in packages if not line.endswith("\\")] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    text_files = [
        name for name in tracked_files() if name.endswith((".py", ".md", ".toml", ".sh", ".ts", ".json"))
    ]

    assert [name for name in text_files if MACHINE_PATH.search(text_of(name))] == []
