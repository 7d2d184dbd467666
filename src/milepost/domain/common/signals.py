"""What this area tells those above it, after the commit."""

from django.dispatch import Signal

job_failed = Signal()
"""A background job ended without its result: `run`."""
