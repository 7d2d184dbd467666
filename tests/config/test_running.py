import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def python(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "MILEPOST_HOME": str(home)}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("migrated")
    python("manage.py", "migrate", "--verbosity=0", home=home)
    return home


@pytest.mark.parametrize(
    "change",
    [
        "alter table common_rule rename column source to citation",
        "drop table projects_risk",
        "drop table people_city",
    ],
)
def test_a_database_of_other_migrations_is_named_with_the_way_to_start_over(
    change: str, migrated: Path, tmp_path: Path
) -> None:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    with sqlite3.connect(tmp_path / "milepost.sqlite3") as database:
        database.execute(change)
    database.close()

    run = python("scripts/run.py", 1, home=tmp_path)

    assert (run.returncode, run.stderr) == (1, "")
    assert "make fresh && make run" in run.stdout


def test_a_port_in_use_is_named_with_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        run = python("scripts/run.py", port, home=tmp_path)

    assert (run.returncode, run.stdout) == (
        1,
        f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}\n",
    )
