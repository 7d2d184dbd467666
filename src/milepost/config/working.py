"""The job worker: `python -m milepost.config.working`, with the options of huey's consumer."""

import os
import sys
from threading import Thread

import django
from django.core.management import call_command

from milepost.config.warming import compile_kernels


def main() -> None:
    """Do jobs until a signal asks for the end, and meanwhile load what they compute with."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    django.setup()
    Thread(target=compile_kernels, daemon=True, name="warm-up").start()
    call_command("run_huey", "--quiet", *sys.argv[1:])


if __name__ == "__main__":
    main()
