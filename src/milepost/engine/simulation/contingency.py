"""How much a plan needs beyond itself for a chosen confidence, and which source asks for how much of it.

Sources are let in one after the other, each time with the same draws, and what the percentile gains belongs to the
source let in; this is done in the order given and in the reverse one, and the mean of both is taken (a Shapley value
over two opposite orders). In either order the gains add up to the whole, so their means do as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from milepost.engine.network.model import Network
from milepost.engine.simulation.inputs import Inputs
from milepost.engine.simulation.outcome import Contingency, Part
from milepost.engine.simulation.running import simulate
from milepost.engine.simulation.shapes import middle

DURATIONS, LEAD_TIMES, COSTS = "Spread of durations", "Lead times", "Spread of costs"

Need = tuple[float, float | None]


def contingency(
    network: Network,
    inputs: Inputs,
    *,
    share: float = 0.8,
    threads: int = 1,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Contingency:
    """Split the contingency of a confidence by source, in 2n simulations of n sources; raises ScheduleError."""
    sources = _sources(inputs)
    orders = [sources[:at] for at in range(len(sources) + 1)] + [
        sources[at:] for at in range(len(sources) - 1, 0, -1)
    ]
    needs: dict[frozenset[str], Need] = {}
    for chosen in orders:
        found = simulate(network, only(inputs, chosen), threads=threads)
        needs[frozenset(chosen)] = found.work_percentile(share), found.cost_percentile(share)
        on_progress(len(needs) / len(orders))
    parts = [_part(needs, sources, at) for at in range(len(sources))]
    whole, nothing = needs[frozenset(sources)], needs[frozenset()]
    return Contingency(share, whole[0] - nothing[0], _gain(whole, nothing), tuple(parts))


def only(inputs: Inputs, sources: Sequence[str]) -> Inputs:
    """Give the inputs with only some sources of risk let in."""
    spreads = DURATIONS in sources
    certain = [
        replace(one, fixed=middle(one.fixed), per_minute=middle(one.per_minute)) for one in inputs.costs
    ]
    return replace(
        inputs,
        uncertain=inputs.uncertain if spreads else (),
        lead_times=inputs.lead_times if LEAD_TIMES in sources else (),
        costs=inputs.costs if COSTS in sources else certain,
        drivers=[driver for driver in inputs.drivers if driver.name in sources],
    )


def _sources(inputs: Inputs) -> list[str]:
    spreads = [
        (DURATIONS, bool(inputs.uncertain)),
        (LEAD_TIMES, bool(inputs.lead_times)),
        (
            COSTS,
            any(
                not isinstance(one.fixed, float) or not isinstance(one.per_minute, float)
                for one in inputs.costs
            ),
        ),
    ]
    return [name for name, is_there in spreads if is_there] + [driver.name for driver in inputs.drivers]


def _part(needs: dict[frozenset[str], Need], sources: list[str], at: int) -> Part:
    """Give the mean of what a source adds after those before it, and after those behind it."""
    forward = needs[frozenset(sources[: at + 1])], needs[frozenset(sources[:at])]
    backward = needs[frozenset(sources[at:])], needs[frozenset(sources[at + 1 :])]
    minutes = (forward[0][0] - forward[1][0] + backward[0][0] - backward[1][0]) / 2
    gains = _gain(*forward), _gain(*backward)
    return Part(sources[at], minutes, None if None in gains else sum(gain for gain in gains if gain) / 2)


def _gain(more: Need, less: Need) -> float | None:
    """Give how much more one costs than the other; where nothing costs yet, that is nothing."""
    return None if more[1] is None and less[1] is None else (more[1] or 0.0) - (less[1] or 0.0)
