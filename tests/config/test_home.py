import stat
from pathlib import Path

import pytest

from milepost.config.home import home_folder, is_loopback, secret_key


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret_key"

    first, second = secret_key(path), secret_key(path)

    assert (first == second, len(first), stat.S_IMODE(path.stat().st_mode)) == (True, 50, 0o600)
    assert list(path.parent.iterdir()) == [path]


def test_the_home_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MILEPOST_HOME", str(tmp_path))

    assert home_folder() == tmp_path


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])
def test_only_this_machine_reaches_a_loopback_name(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "*", ".example.gov", "localhost.example.gov", "10.0.0.1", ""]
)
def test_others_reach_every_other_name(host: str) -> None:
    assert not is_loopback(host)
