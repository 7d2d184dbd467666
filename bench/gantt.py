"""Time the Gantt in Chromium beside two free libraries: `python -m bench.gantt [FOLDER]`.

Plans of 1,000, 5,000 and 10,000 tasks are imported into a small demo city, which a server of its own gives to a real
browser; dhtmlx-gantt and SVAR, from `bench/gantt_peers`, draw the same tasks and links from files. A folder keeps the
city for the next run. Needs Node, Chromium and `npm run build` done.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SIZES = (1_000, 5_000, 10_000)
ROUNDS = 5
PEERS = Path(__file__).with_name("gantt_peers")
ACCOUNT, PASSWORD = "pm@demo.example", "aspen-ridge-demo"
MEASURES = Path(__file__).with_name("gantt_measures.js").read_text()
# Nothing but this machine is reached; the browser sees to it, for asking this process of each request takes time.
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    NOWHERE,
]
PATIENCE_SECONDS = 60


class Candidate(NamedTuple):
    """A Gantt to be timed: where a bar, the scrolled element and a row to focus are found."""

    name: str
    address: Callable[[int], str]
    bar: str
    scrolled: str
    row: str
    answers: bool = False


class Figures(NamedTuple):
    """Milliseconds of one candidate with one plan; nothing where it cannot do that."""

    opened: float
    frame: float
    slow_frame: float
    key: float | None
    drag: float | None
    recalculated: float | None
    nodes: int


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else scratch)
        plans = _stand_a_city(home)
        _build_peers(plans)
        with _peer_server() as peers, _city_server(home) as city, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=QUIET
            )
            _print(browser, _candidates(city, peers, plans), city)


def _candidates(city: str, peers: str, plans: dict[int, int]) -> list[Candidate]:
    return [
        Candidate(
            "Milepost",
            lambda size: f"{city}/projects/{plans[size]}/schedule/",
            bar=".gantt-task.gantt-editable .gantt-bar",
            scrolled=".gantt-scroller",
            row=".gantt-row[data-row]",
            answers=True,
        ),
        Candidate(
            "dhtmlx-gantt 10.0.3",
            lambda size: f"{peers}/dhtmlx.html?tasks={size}",
            bar=".gantt_task_line:not(.gantt_project):not(.gantt_milestone)",
            scrolled=".gantt_ver_scroll",
            row=".gantt_row",
        ),
        Candidate(
            "SVAR 2.7.3",
            lambda size: f"{peers}/svar.html?tasks={size}",
            bar=".wx-bar.wx-task",
            scrolled=".wx-gantt, .wx-layout",
            row=".wx-row[data-id]",
        ),
    ]


def _print(browser: Browser, candidates: list[Candidate], city: str) -> None:
    print(
        "| tasks | | open | scroll frame, median | p95 | key to paint | drag to paint | edit to recalculated | nodes |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    session = _sign_in(browser, city)
    for size in SIZES:
        rounds: dict[str, list[Figures]] = {candidate.name: [] for candidate in candidates}
        # In turns, so that what else the machine does meets all alike.
        for _ in range(ROUNDS):
            for candidate in candidates:
                rounds[candidate.name].append(_measured(browser, candidate, size, session))
        for name, figures in rounds.items():
            print(f"| {size:,} | {name} | {' | '.join(_cells(figures))} |", flush=True)


def _cells(rounds: list[Figures]) -> Iterator[str]:
    for values in zip(*rounds, strict=True):
        known = [value for value in values if value is not None]
        yield f"{statistics.median(known):,.0f}" if known else "–"


def _sign_in(browser: Browser, city: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{city}/accounts/login/")
    page.fill("input[name=login]", ACCOUNT)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    state = context.storage_state()
    context.close()
    return state


def _measured(browser: Browser, candidate: Candidate, size: int, session: Any) -> Figures:
    context = browser.new_context(storage_state=session, viewport={"width": 1440, "height": 900})
    context.add_init_script("localStorage.setItem('milepost-gantt', '{\"zoom\": \"weeks\"}')")
    context.add_init_script(f"{MEASURES}\nwatchForPaint({json.dumps(candidate.bar)})")
    try:
        return _figures(context, candidate, size)
    finally:
        context.close()


def _figures(context: BrowserContext, candidate: Candidate, size: int) -> Figures:
    page = context.new_page()
    page.goto(candidate.address(size))
    opened = page.wait_for_selector("html[data-painted-at]", state="attached", timeout=120_000)
    painted_at = float((opened and opened.get_attribute("data-painted-at")) or "nan")
    page.wait_for_timeout(500)
    frames = _scrolled(page, candidate)
    nodes = page.evaluate("document.querySelectorAll('*').length")
    key = _pressed(page, candidate)
    drag, recalculated = _dragged(page, candidate)
    return Figures(
        opened=painted_at,
        frame=statistics.median(frames),
        slow_frame=statistics.quantiles(frames, n=20)[-1],
        key=key,
        drag=drag,
        recalculated=recalculated,
        nodes=nodes,
    )


def _scrolled(page: Page, candidate: Candidate) -> list[float]:
    """Turn the wheel over the chart and give the time of each frame."""
    bar = page.locator(candidate.bar).first.bounding_box()
    if bar is None:
        raise SystemExit(f"{candidate.name} draws no bar.")
    page.mouse.move(bar["x"] + 40, 500)
    page.evaluate("startFrames()")
    for _ in range(60):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(16)
    frames: list[float] = page.evaluate("stopFrames()")
    for _ in range(4):
        page.mouse.wheel(0, -1_000_000)
        page.wait_for_timeout(60)
    return frames


def _pressed(page: Page, candidate: Candidate) -> float | None:
    """Walk down the rows by key and give the time from a key to the frame that shows it."""
    page.locator(candidate.row).nth(3).click(position={"x": 150, "y": 12})
    page.evaluate("watchEvents('keydown')")
    for _ in range(15):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(40)
    times: list[float] = page.evaluate("eventTimes()")
    return statistics.median(times) if times else None


def _dragged(page: Page, candidate: Candidate) -> tuple[float | None, float | None]:
    """Drag a bar and give the time from a movement to its frame, and from the drop to the answer of the server."""
    bars = page.locator(candidate.bar)
    box = next((found for place in range(12) if _is_wide(found := bars.nth(place).bounding_box())), None)
    if box is None:
        return None, None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("watchEvents('pointermove', 'mousemove')")
    for step in range(1, 25):
        page.mouse.move(x + step * 3, y)
        page.wait_for_timeout(16)
    times: list[float] = page.evaluate("eventTimes()")
    if not candidate.answers:
        page.mouse.up()
        return statistics.median(times) if times else None, None
    page.evaluate("watchForAnswer('.gantt-told')")
    page.mouse.up()
    answered = page.wait_for_selector("html[data-answered-after]", state="attached")
    after = float((answered and answered.get_attribute("data-answered-after")) or "nan")
    return statistics.median(times) if times else None, after


def _is_wide(box: Any) -> bool:
    return bool(box and box["width"] > 14 and box["x"] > 400 and box["y"] > 150)


def _stand_a_city(home: Path) -> dict[int, int]:
    """Give the projects of each size."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["MILEPOST_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "milepost.config.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ["JOBS_IMMEDIATE"] = "true"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from milepost.config.warming import warm
    from milepost.demo.building import Size, build_city
    from milepost.domain.people.models import City

    warm()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not City.objects.exists():
        build_city(as_of=timezone.localdate(), size=Size.TINY)
    del os.environ["JOBS_IMMEDIATE"]
    return {size: _project_of(size) for size in SIZES}


def _project_of(size: int) -> int:
    from io import BytesIO

    from django.utils import timezone

    from bench.imports import plan_of
    from milepost.domain.people.models import Person
    from milepost.domain.projects.actions.importing import confirm_import, stage_import
    from milepost.domain.projects.models import Project
    from milepost.exchange.mspdi.writing import write_mspdi

    name = f"Benchmark of {size:,} tasks"
    if not Project.objects.filter(name=name).exists():
        by, at = Person.objects.get(user__email=ACCOUNT), timezone.now()
        content = BytesIO(write_mspdi(plan_of(size)))
        staged = stage_import(content, "plan.xml", department=by.department, name=name, by=by, at=at)
        staged.refresh_from_db()
        confirm_import(staged, by=by, at=at)
    return Project.objects.get(name=name).pk


def _build_peers(plans: dict[int, int]) -> None:
    """Build the pages of the other libraries and write the plans that they draw."""
    if not (PEERS / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=PEERS, check=True)
    command = ["npx", "vite", "build", "--config", str(PEERS / "vite.config.ts"), "--logLevel", "error"]
    subprocess.run(command, cwd=PEERS.parents[1], check=True)
    for size, project_id in plans.items():
        (PEERS / "dist" / f"plan-{size}.json").write_text(json.dumps(_plan(project_id)))


def _plan(project_id: int) -> dict[str, Any]:
    from milepost.domain.projects.calculations.gantt_document import gantt_document
    from milepost.domain.projects.models import Project

    project = Project.objects.get(pk=project_id)
    document = gantt_document(project, as_of=project.start.date(), baseline=None, is_editable=True)
    tasks, links = document["tasks"], document["links"]
    columns = zip(
        tasks["id"], tasks["name"], tasks["parent"], tasks["kind"], tasks["start"], tasks["finish"], tasks["percent"],
        strict=True,
    )  # fmt: skip
    return {
        "tasks": [
            {
                "id": key,
                "name": name,
                "parent": 0 if parent < 0 else tasks["id"][parent],
                "kind": kind,
                "start": start * 60_000,
                "finish": finish * 60_000,
                "percent": percent,
            }
            for key, name, parent, kind, start, finish, percent in columns
        ],
        "links": [
            [tasks["id"][one], tasks["id"][other]]
            for one, other in zip(links["predecessor"], links["successor"], strict=True)
        ],
    }


@contextmanager
def _peer_server() -> Iterator[str]:
    handler = partial(_Silent, directory=str(PEERS / "dist"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


@contextmanager
def _city_server(home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"MILEPOST_HOME": str(home), "MILEPOST_BIND": f"127.0.0.1:{port}"}
    server = subprocess.Popen([sys.executable, "-m", "milepost.config.serving"], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/accounts/login/")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    raise SystemExit("The server does not answer.")


if __name__ == "__main__":
    main()
