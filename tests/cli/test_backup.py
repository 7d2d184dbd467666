"""A backup and its restore run as commands of their own, on an installation of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="the installations of these tests have a SQLite file of their own"
)
MILEPOST = Path(sys.executable).with_name("milepost")
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
NAMED_BY_TESTS = {"DATABASE_URL", "SECRET_KEY"}


def environment(home: Path) -> dict[str, str]:
    """Give the environment of an installation in a folder."""
    own = {"MILEPOST_HOME": str(home), "DJANGO_SETTINGS_MODULE": "milepost.config.settings"}
    return {name: value for name, value in os.environ.items() if name not in NAMED_BY_TESTS} | own


def milepost(home: Path, *arguments: str, code: int = 0) -> str:
    """Run a command on an installation and give what it printed."""
    command = [MILEPOST, *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("founded")
    subprocess.run([sys.executable, MANAGE, "migrate", "-v0"], env=environment(home), check=True)
    milepost(home, "found", "--city", "Vista Ridge", "--administrator", "Ada", "--email", "ada@vistaridge.example",
             "--password", "three blue mountains")  # fmt: skip
    return home


@pytest.fixture
def city(founded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(founded, tmp_path / "city")


def test_an_installation_comes_back_whole_from_its_backup(city, tmp_path):
    file, home = tmp_path / "backup.tar.gz", tmp_path / "restored"
    (city / "media").mkdir()
    (city / "media" / "plan.xml").write_text("<Project/>")
    home.mkdir()

    milepost(city, "backup", str(file))
    milepost(home, "restore", str(file))

    assert "intact" in milepost(home, "audit", "verify")
    assert (home / "secret_key").read_text() == (city / "secret_key").read_text()
    assert (home / "media" / "plan.xml").read_text() == "<Project/>"
    assert file.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_ends_with_a_sentence_and_a_whole_one_still_restores(city, tmp_path):
    whole, damaged, home = tmp_path / "whole.tar.gz", tmp_path / "damaged.tar.gz", tmp_path / "restored"
    home.mkdir()
    milepost(city, "backup", str(whole))
    damaged.write_bytes(whole.read_bytes()[:2000])

    said = milepost(home, "restore", str(damaged), code=3)

    assert "is not a whole backup of Milepost" in said
    assert "Restored the backup" in milepost(home, "restore", str(whole))
