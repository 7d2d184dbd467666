#!/usr/bin/env python
"""Django's management commands with Milepost's settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    execute_from_command_line(sys.argv)
