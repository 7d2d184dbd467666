"""What a server process does once, beside its first answers, so that all later ones are quick."""

import gc

from django.urls import get_resolver

from milepost.engine.schedule import warm_up


def warm() -> None:
    """Load the compiled engine and all pages, and keep what stands by then out of every later garbage collection.

    Django and Numba leave about a million objects for good; walking them took half a second now and then.
    """
    warm_up()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
