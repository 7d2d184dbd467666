"""How long a search may go on, and who hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from milepost.engine.leveling.result import Stopped

Progress = Callable[[float], None]
Canceled = Callable[[], bool]


@dataclass(slots=True)
class Effort:
    """How long a search may go on."""

    seconds: float
    schedules: int | None
    threads: int
    seed: int
    begun: float
    use_solver: bool = True
    progress: Progress | None = None
    canceled: Canceled | None = None

    @property
    def left(self) -> float:
        return self.seconds - (perf_counter() - self.begun)

    @property
    def is_over(self) -> bool:
        """Tell whether the time is up, or somebody has canceled."""
        return not self.left > 0 or (self.canceled is not None and self.canceled())

    def end(self, made: int) -> Stopped | None:
        """Tell why to stop now, if at all, and tell how far the search is."""
        if self.canceled is not None and self.canceled():
            return Stopped.CANCELED
        if self.progress is not None:
            of_seconds = 1 - self.left / self.seconds if self.seconds > 0 else 1.0
            of_schedules = made / self.schedules if self.schedules else 0.0
            self.progress(min(1.0, max(of_seconds, of_schedules)))
        if not self.left > 0:
            return Stopped.SECONDS
        return Stopped.SCHEDULES if self.schedules is not None and made >= self.schedules else None
