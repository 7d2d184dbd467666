"""Serving pages and doing background jobs side by side: `python -m milepost.config.serving`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection
from types import FrameType

BIND = "127.0.0.1:8000"
PATIENCE_SECONDS = 20

Child = subprocess.Popen[bytes]


def serve(*, on_ready: Callable[[], object]) -> int:
    """Run the web server and the job worker until one ends or a signal asks for the end; give the exit code."""
    asked = _signals_to_end()
    children = [_start(_web_server()), _start(_job_worker())]
    try:
        _wait(lambda: not asked and _all_run(children) and not _answers())
        if not asked and _all_run(children):
            on_ready()
        _wait(lambda: not asked and _all_run(children))
    finally:
        _stop(children)
    return 0 if asked else 1


def bind_address() -> tuple[str, int]:
    """Give the host and port that MILEPOST_BIND names."""
    host, _, port = os.environ.get("MILEPOST_BIND", BIND).rpartition(":")
    return host.strip("[]"), int(port)


def _web_server() -> list[str]:
    host, port = bind_address()
    workers, threads = os.environ.get("WEB_WORKERS", "1"), os.environ.get("WEB_THREADS", "4")
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    sizes = ["--workers", workers, "--blocking-threads", threads, "--respawn-failed-workers"]
    return [*granian, *sizes, "--host", host, "--port", str(port), "milepost.config.wsgi:application"]


def _job_worker() -> list[str]:
    return [sys.executable, "-m", "milepost.config.working"]


def _start(command: Sequence[str]) -> Child:
    # Each in a session of its own, so that Ctrl-C reaches only this process, which then ends both in order.
    environment = {"DJANGO_SETTINGS_MODULE": "milepost.config.settings", "MILEPOST_WARM_UP": "1"} | os.environ
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - own commands


def _signals_to_end() -> list[int]:
    """Collect the signals that ask for the end, in a list that stays empty until then."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return asked


def _wait(goes_on: Callable[[], bool]) -> None:
    while goes_on():
        time.sleep(0.1)


def _all_run(children: Sequence[Child]) -> bool:
    return all(child.poll() is None for child in children)


def _answers() -> bool:
    connection = HTTPConnection(*bind_address(), timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/health/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _stop(children: Sequence[Child]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    sys.exit(serve(on_ready=lambda: sys.stderr.write("Milepost is ready.\n")))
