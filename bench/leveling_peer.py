"""PyJobShop's side of `bench.leveling`: it runs in an environment of its own and answers a line for each line.

A line in is a JSON list of a file in Patterson's format and a number of seconds; a line out, of makespan, bound and
seconds.
"""

import json
import sys
import time
from pathlib import Path

from pyjobshop import Model

THREADS = 2


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        path, seconds = json.loads(line)
        model = model_of(Path(path))
        begun = time.perf_counter()
        result = model.solve(time_limit=seconds, num_workers=THREADS, display=False)
        print(json.dumps([result.objective, result.lower_bound, time.perf_counter() - begun]), flush=True)


def model_of(path: Path) -> Model:
    """Build the model of a problem."""
    numbers = iter(map(int, path.read_text().split()))
    count, resources = next(numbers), next(numbers)
    model = Model()
    renewables = [model.add_renewable(next(numbers)) for _ in range(resources)]
    tasks = [model.add_task() for _ in range(count)]
    for task in tasks:
        duration = next(numbers)
        demands = [next(numbers) for _ in renewables]
        model.add_mode(task, renewables, duration, demands)
        for _ in range(next(numbers)):
            model.add_end_before_start(task, tasks[next(numbers) - 1])
    return model


if __name__ == "__main__":
    main()
