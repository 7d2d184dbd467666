"""Facts that many parts of one answer need, such as the city's time zone, read from the database once for it."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

Fact = TypeVar("Fact")

_known: ContextVar[dict[Hashable, object] | None] = ContextVar("known", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Keep what is read once until the block ends; only for what changes nothing."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def read_once(read: Callable[[], Fact]) -> Callable[[], Fact]:
    """Let a function without arguments read only once within a reading block, and each time outside of one."""

    @wraps(read)
    def answer() -> Fact:
        known = _known.get()
        if known is None:
            return read()
        if read not in known:
            known[read] = read()
        return known[read]  # type: ignore[return-value]

    return answer
