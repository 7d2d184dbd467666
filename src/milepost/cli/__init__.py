"""The `milepost` command."""

from milepost.cli.group import main

__all__ = ["main"]
