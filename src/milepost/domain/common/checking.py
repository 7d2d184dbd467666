"""Whole-row checks before a change, with sentences by field."""

from copy import copy
from typing import Any

from django.db import models


def check_row(row: models.Model, **values: Any) -> None:
    """Raise `ValidationError`, by field, if the row with these values would break a field's rule or a constraint."""
    tried = copy(row)
    for name, value in values.items():
        setattr(tried, name, value)
    tried.full_clean()
