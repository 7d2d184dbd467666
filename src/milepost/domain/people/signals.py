"""What this area tells those above it, after the commit."""

from django.dispatch import Signal

calendar_changed = Signal()
"""A working calendar is another now: `calendar_id`, `by` (an account)."""

availability_changed = Signal()
"""A person is there at other times now: `person_id`, `by` (an account)."""

equipment_changed = Signal()
"""Equipment bears another name, or is there at other times or in other numbers: `equipment_id`, `by` (an account)."""
