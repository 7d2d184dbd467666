"""The product's settings, made quick and self-contained for tests."""

import os
from pathlib import Path

os.environ.setdefault("MILEPOST_HOME", str(Path(__file__).resolve().parents[1] / "var" / "test"))
os.environ["SECRET_KEY"] = "a key for tests only"
os.environ["JOBS_IMMEDIATE"] = "true"
os.environ["CACHE_URL"] = "locmemcache://"

from milepost.config.settings import *  # noqa: F403
from milepost.config.settings import DATABASES, HOME

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the product: in memory all threads share one connection, which hides what two editors do.
    # One for each process, so that two runs side by side leave each other alone.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / f"test-{os.getpid()}.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
(HOME / "static").mkdir(parents=True, exist_ok=True)
