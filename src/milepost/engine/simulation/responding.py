"""The same iterations before and after the responses to risks, so that the difference is what the responses buy."""

from collections.abc import Callable
from dataclasses import replace

from milepost.engine.network.model import Network
from milepost.engine.simulation.inputs import Inputs
from milepost.engine.simulation.outcome import Bought, Outcome, Responses
from milepost.engine.simulation.running import simulate


def respond(
    network: Network,
    inputs: Inputs,
    *,
    share: float = 0.8,
    threads: int = 1,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Responses:
    """Simulate without responses, with each alone, and with all, on common random numbers; raises ScheduleError."""
    names = [driver.name for driver in inputs.drivers if driver.response]
    chosen = [set[str](), set(names), *({name} for name in names)]
    outcomes: list[Outcome] = []
    for answered in chosen:
        outcomes.append(simulate(network, with_responses(inputs, answered), threads=threads))
        on_progress(len(outcomes) / len(chosen))
    before, after, *alone = outcomes
    prices = {driver.name: driver.response.price for driver in inputs.drivers if driver.response}
    bought = [
        Bought(
            name,
            prices[name],
            before.work_percentile(share) - one.work_percentile(share),
            _less(before.cost_percentile(share), one.cost_percentile(share)),
        )
        for name, one in zip(names, alone, strict=True)
    ]
    return Responses(share, before, after, tuple(bought))


def with_responses(inputs: Inputs, names: set[str]) -> Inputs:
    """Give the inputs as they are once the risks of these names are answered and their responses paid."""
    prices = [driver.response.price for driver in inputs.drivers if driver.response and driver.name in names]
    drivers = [driver.answered if driver.name in names else driver for driver in inputs.drivers]
    return replace(inputs, drivers=drivers, price=inputs.price + sum(prices))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
