"""The job worker: `python -m milepost.config.working`, with the options of huey's consumer."""

import os
import subprocess
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Do jobs until a signal asks for the end; beside it a process compiles what they compute with, if need be.

    A thread that compiles would hold up the end by many seconds.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    django.setup()
    compiling = subprocess.Popen([sys.executable, "-m", "milepost.config.warming"])
    try:
        call_command("run_huey", "--quiet", *sys.argv[1:])
    finally:
        compiling.terminate()
        compiling.wait()


if __name__ == "__main__":
    main()
