"""Facts that many parts of one answer need, such as the city's time zone, read from the database once for it."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

Fact = TypeVar("Fact")
About = ParamSpec("About")

_known: ContextVar[dict[Hashable, object] | None] = ContextVar("known", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Keep what is read once until the block ends; only for what changes nothing."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def read_once(read: Callable[About, Fact]) -> Callable[About, Fact]:
    """Let a function read only once within a reading block for each thing it is asked about, and always outside of one.

    What it is asked about, such as a person, stands in positional arguments and can be hashed.
    """

    @wraps(read)
    def answer(*about: About.args, **named: About.kwargs) -> Fact:
        known = _known.get()
        if known is None:
            return read(*about, **named)
        key = (read, about)
        if key not in known:
            known[key] = read(*about, **named)
        return known[key]  # type: ignore[return-value]

    return answer
