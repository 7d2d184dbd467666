"""What an action refuses, shown in the form that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm


@contextmanager
def shown_in(form: BaseForm, *refusals: type[Exception]) -> Iterator[None]:
    """Turn bad values, and an action's own refusals, into errors of the form; a refusal may name its `field`."""
    try:
        yield
    except ValidationError as error:
        _add(form, error)
    except refusals as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))


def _add(form: BaseForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field != NON_FIELD_ERRORS and field in form.fields else None, errors)
