"""What an action refuses, shown in the form or beside the button that asked for it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from milepost.domain.common.refusal import Refusal


@contextmanager
def shown_in(form: BaseForm, *refusals: type[Exception]) -> Iterator[None]:
    """Turn bad values, and an action's own refusals, into errors of the form; a refusal may name its `field`."""
    try:
        yield
    except ValidationError as error:
        _add(form, error)
    except refusals as refusal:
        add_refusals(form, [refusal, *getattr(refusal, "others", ())])


def add_refusals(form: BaseForm, refusals: Iterable[Exception]) -> None:
    """Put each refusal beside the field that it names, or above the form."""
    for refusal in refusals:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))


def deed(request: HttpRequest, act: Callable[[], Any], *, told: str, to: str) -> HttpResponse:
    """Do what a button asks, say what came of it, and go on."""
    try:
        act()
        if told:
            messages.success(request, told)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(to)


def _add(form: BaseForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field != NON_FIELD_ERRORS and field in form.fields else None, errors)
