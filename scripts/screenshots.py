"""Take the pictures of docs/images from the demo city in a database of their own: `python scripts/screenshots.py`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
IMAGES = CHECKOUT / "docs" / "images"
SIZE = {"width": 1440, "height": 900}
PROJECT = "Body-worn cameras and digital evidence"
ROLE = "PMO lead"
PATIENCE_SECONDS = 60


def main() -> int:
    """Build the city, serve it on a free port, and take both pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        environment = os.environ | {"MILEPOST_HOME": home, "MILEPOST_BIND": address}
        for command in (["migrate"], ["collectstatic"]):
            manage = [sys.executable, str(CHECKOUT / "manage.py"), *command, "--noinput", "--verbosity=0"]
            subprocess.run(manage, env=environment, check=True)
        subprocess.run([Path(sys.executable).with_name("milepost"), "demo"], env=environment, check=True)
        serving = [sys.executable, "-m", "milepost.config.serving"]
        server = subprocess.Popen(serving, env=environment)
        try:
            wait_for(f"http://{address}/health/")
            take(f"http://{address}")
        finally:
            server.terminate()
            server.wait()
    return 0


def wait_for(address: str) -> None:
    """Return once an address answers."""
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            urlopen(address).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server does not answer.")


def take(address: str) -> None:
    """Sign in and take the pictures, in the light theme."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
        context.add_cookies([{"name": "theme", "value": "light", "url": address}])
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name=ROLE).click()
        page.get_by_role("heading", level=1, name="Portfolio").wait_for()
        keep(page, "portfolio")
        page.get_by_role("link", name=PROJECT).first.click()
        page.get_by_role("navigation", name="Project").get_by_role("link", name="Schedule").click()
        page.wait_for_selector("milepost-gantt[data-ready]")
        page.get_by_role("button", name="Months").click()
        page.get_by_role("button", name="Today").click()
        keep(page, "schedule")
        browser.close()


def keep(page: Page, name: str) -> None:
    """Take one picture."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
