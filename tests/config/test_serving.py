import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {
        "PATH": os.environ["PATH"],
        "MILEPOST_HOME": str(tmp_path),
        "MILEPOST_BIND": f"127.0.0.1:{port}",
    }
    (tmp_path / "static").mkdir()
    migrate = [
        sys.executable,
        "-m",
        "django",
        "migrate",
        "--verbosity=0",
        "--settings=milepost.config.settings",
    ]
    subprocess.run(migrate, env=environment, check=True)
    command = [sys.executable, "-m", "milepost.config.serving"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_pages_are_served_until_ctrl_c_and_nothing_is_left_behind(
    server: subprocess.Popen[str], port: int
) -> None:
    assert server.stderr is not None
    said = list(iter(server.stderr.readline, "Milepost is ready.\n"))
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/health/")
    answer = connection.getresponse().read()
    connection.close()

    server.send_signal(signal.SIGINT)

    assert (said, answer, server.wait(20)) == ([], b"ok\n", 0)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
