"""What the calendars and absences of a task's people do to its dates, in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from milepost.domain.people.calculations.openings import closings_of
from milepost.domain.people.calculations.presence import Away, absences_of
from milepost.domain.people.models import Equipment, Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.people_calendars import Member
from milepost.domain.projects.calculations.scheduling import ProjectNetwork
from milepost.engine.calendar.worktime import WIDEST
from milepost.engine.instants import MINUTES_PER_DAY, day_of, us_date
from milepost.engine.network.model import Network
from milepost.engine.schedule import Schedule, schedule

MOST_NAMED = 3
WHOLE = 100


class PeopleWords:
    """Says which of the people of a project's tasks hold them up, as far as a reader may know."""

    def __init__(self, plan: ProjectNetwork, result: Schedule, *, reader: Person) -> None:
        self._network, self._result = plan.network, result
        self._crews = plan.people.crews if plan.people else {}
        self._task_ids = plan.task_ids
        self._is_open = may(reader, "people.view_directory")
        self._places = {task.uid: place for place, task in enumerate(plan.network.tasks)}

    def of_start(self, uid: int) -> str:
        """Say why a task does not start when its own calendar would let it; empty where its people change nothing."""
        return self._sentence(uid, is_finish=False)

    def of_finish(self, uid: int) -> str:
        """Say why a task does not finish when its own calendar would let it; empty where its people change nothing."""
        return self._sentence(uid, is_finish=True)

    def _sentence(self, uid: int, *, is_finish: bool) -> str:
        place = self._places[uid]
        task = self._network.tasks[place]
        if task.people_calendar is None:
            return ""
        alone = schedule(_on_own_calendar(self._network, place))
        column = "finish" if is_finish else "start"
        now, then = (int(getattr(found, column)[place]) for found in (self._result, alone))
        if now == then:
            return ""
        verb = "finish" if is_finish else "start"
        begins = int(min(alone.start[place], self._result.start[place]))
        reasons = list(self._reasons(self._task_ids[place], begins, now))
        return f" It would {verb} {us_date(then)} on its own calendar, but {_and(reasons)}."

    def _reasons(self, task_id: int, begins: int, ends: int) -> Iterator[str]:
        """Name who is away between two instants; where nobody is, the people work at other hours."""
        crew = self._crews.get(task_id, ())
        persons = {one.person for one in crew if one.person is not None}
        away = absences_of(persons)
        days = begins // MINUTES_PER_DAY, ends // MINUTES_PER_DAY
        held = {pk: [one for one in spans if _meets(one, *days)] for pk, spans in away.items()}
        held = {pk: spans for pk, spans in held.items() if spans}
        closed = list(self._closings(crew, *days))
        yield from closed
        if closed and not held:
            return
        if not held:
            is_booked = any(one.equipment is not None for one in crew)
            yield (
                "what it books is open at other hours" if is_booked else "those assigned work at other hours"
            )
        elif not self._is_open:
            yield "somebody assigned is away"
        else:
            names = dict(Person.objects.filter(pk__in=held).values_list("pk", "name"))
            for pk in sorted(held, key=lambda pk: names[pk])[:MOST_NAMED]:
                yield f"{names[pk]} is {_and([_span(one) for one in held[pk][:MOST_NAMED]])}"

    def _closings(self, crew: Iterable[Member], first: int, last: int) -> Iterator[str]:
        """Name what is booked and closed between two days."""
        booked = Equipment.objects.in_bulk({one.equipment for one in crew if one.equipment is not None})
        for key, closings in closings_of(booked).items():
            spans = [Away(day_of(one.first), day_of(one.last), WHOLE) for one in closings]
            held = [_days_text(one) for one in spans if _meets(one, first, last)]
            if held:
                yield f"{booked[key].name} is closed {_and(held[:MOST_NAMED])}"


def _on_own_calendar(network: Network, place: int) -> Network:
    tasks = list(network.tasks)
    tasks[place] = tasks[place]._replace(people_calendar=None)
    return replace(network, tasks=tasks)


def _meets(away: Away, first: int, last: int) -> bool:
    return away.first <= last and away.last >= first


def _span(away: Away) -> str:
    """Say from when to when somebody is away; why is nobody's business here."""
    share = "away" if away.percent >= WHOLE else f"away {away.percent} % of the time"
    if away.last >= WIDEST.last:
        return f"{share} from {us_date(away.first * MINUTES_PER_DAY)} on"
    return f"{share} {_days_text(away)}"


def _days_text(days: Away) -> str:
    first, last = (us_date(day * MINUTES_PER_DAY) for day in (days.first, days.last))
    return f"on {first}" if first == last else f"from {first} to {last}"


def _and(clauses: Sequence[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
