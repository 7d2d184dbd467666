"""One kernel, two speeds: a kernel is a plain Python function over columns, and its twin is compiled."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=tuple[Any, ...])

WORTH_COMPILING = 20_000
"""Below so many rows plain Python answers before compiled code has even been loaded."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How to run kernels: as they stand over lists, or compiled over arrays."""

    is_compiled: bool

    def run(self, kernel: Callable[P, R]) -> Callable[P, R]:
        """Give the kernel's twin of this speed."""
        return cast(Callable[P, R], _compiled(cast(FunctionType, kernel))) if self.is_compiled else kernel

    def column(self, array: Any) -> Any:
        """Give a column or a table of rows in the form that this speed reads fastest; single values stay."""
        if self.is_compiled or not isinstance(array, np.ndarray):
            return array
        names = array.dtype.names
        rows = array.tolist()
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows] if names else rows

    def array(self, column: Any, dtype: np.dtype[Any]) -> NDArray[Any]:
        """Give the array of a column or table that a kernel has filled."""
        if self.is_compiled:
            return cast(NDArray[Any], column)
        return np.array([tuple(vars(row).values()) for row in column] if dtype.names else column, dtype=dtype)

    def columns(self, columns: Row) -> Row:
        """Give a named tuple of columns, or of such tuples, in that form."""
        each = (self.columns(one) if isinstance(one, tuple) else self.column(one) for one in columns)
        return columns if self.is_compiled else type(columns)(*each)


PLAIN = Speed(is_compiled=False)
COMPILED = Speed(is_compiled=True)


def speed_for(rows: int) -> Speed:
    """Choose the faster speed for a table of so many rows: compiled, where that is loaded already or worth it."""
    return COMPILED if rows >= WORTH_COMPILING or _compiled.cache_info().currsize else PLAIN


@cache
def _compiled(kernel: FunctionType) -> Any:
    """Compile a kernel with all the kernels it calls, and keep the machine code on disk.

    Trap: the code kept follows the date of the outer kernel's file only; after editing a kernel that another file's
    kernel calls, delete `__pycache__`.
    """
    return _twin(kernel, cache=True)


@cache
def _twin(kernel: FunctionType, *, cache: bool = False) -> Any:
    import numba  # noqa: PLC0415 - takes a second to import, and small networks never need it

    namespace = dict(kernel.__globals__)
    for name in kernel.__code__.co_names:
        if isinstance(namespace.get(name), FunctionType):
            namespace[name] = _twin(namespace[name])
    twin = FunctionType(kernel.__code__, namespace, kernel.__name__)
    # Kernels allocate nothing; counting references to columns and handing them to callees would take most of the time.
    options: dict[str, Any] = {"cache": cache, "nogil": True, "_nrt": False, "forceinline": not cache}
    return numba.njit(**options)(twin)
