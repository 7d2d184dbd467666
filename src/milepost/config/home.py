"""The folder that holds one installation's database, keys and uploaded files."""

import os
import tempfile
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from django.core.management.utils import get_random_secret_key

CHECKOUT = Path(__file__).resolve().parents[3]


def home_folder() -> Path:
    """Return MILEPOST_HOME, or `var` beside the source, or `var` where an installed server starts."""
    named = os.environ.get("MILEPOST_HOME")
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return Path(named).resolve() if named else base / "var"


def secret_key(path: Path) -> str:
    """Read the installation's secret key, made at the first start and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key())
        with suppress(FileExistsError):  # another process that starts at the same moment was first
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text()


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host name or address."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
