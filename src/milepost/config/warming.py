"""What a server process does once, beside its first answers, so that all later ones are quick.

`python -m milepost.config.warming` compiles the engine's kernels at installation; the machine code is kept on disk.
"""

import gc

from django.urls import get_resolver

from milepost.engine import leveling, schedule, simulation


def warm() -> None:
    """Load the compiled engine and all pages, and keep what stands by then out of every later garbage collection.

    Django and Numba leave about a million objects for good; walking them took half a second now and then.
    """
    schedule.warm_up()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def compile_kernels() -> None:
    """Load all that jobs compute with, compiled the first time on a machine: a minute or two of one processor."""
    schedule.warm_up()
    leveling.warm_up()
    simulation.warm_up()


if __name__ == "__main__":
    compile_kernels()
