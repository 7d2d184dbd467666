"""The demo city is built: its founding, and then all lives side by side, moment by moment."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from heapq import heapify, heappop, heapreplace
from random import Random

from django.db import transaction

from milepost.demo.accounting import close_months, keep_books, open_books
from milepost.demo.agreeing import agree_on_roles, check_in_for_the_week
from milepost.demo.changing import change_plans
from milepost.demo.clearing import keep_clearances
from milepost.demo.clock import MORNING, Clocks, moment, months_after, next_weekday
from milepost.demo.committing import keep_commitments
from milepost.demo.demanding import plan_needs
from milepost.demo.documenting import keep_documents
from milepost.demo.equipping import keep_equipment
from milepost.demo.forecasting import plan_money
from milepost.demo.founding import found_city
from milepost.demo.going_live import go_live
from milepost.demo.living import Life, Stage
from milepost.demo.meeting import forget_invitations, meet
from milepost.demo.publishing import publish_projects, report_to_council, send_reports, write_to_council
from milepost.demo.rating import keep_rates
from milepost.demo.registering import keep_registers
from milepost.demo.requesting import request_staff
from milepost.demo.scoping import write_scopes
from milepost.demo.simulating import simulate_project
from milepost.demo.skilling import keep_skills
from milepost.demo.staffing import give_operations, plan_absences
from milepost.demo.stories import stories
from milepost.demo.subscribing import subscribe
from milepost.demo.talking import talk
from milepost.demo.telling import settle_news
from milepost.domain.common.actions.sealing import seal_change_sets
from milepost.domain.common.models import JobRun
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts, open_projects
from milepost.domain.people.actions.founding import CityStands
from milepost.domain.people.models import City
from milepost.domain.projects.calculations.snapshots import keep_snapshots

HISTORY_MONTHS = 30
TWO_YEARS, A_QUARTER = 104, 12
"""Weeks of meetings in the whole city, and in the tiny one."""
FRIDAY = 4
"""The day of the rounds, after which it is kept how the projects stand."""
SEED = 140_000


class Size(StrEnum):
    WHOLE = "whole"
    TINY = "tiny"
    """A handful of projects, for tests."""


def build_city(
    *,
    as_of: date,
    seed: int = SEED,
    size: Size = Size.WHOLE,
    report: Callable[[float], None] = lambda share: None,
) -> Stage:
    """Build the demo city as of a day, the same for the same seed."""
    with transaction.atomic():
        if City.objects.exists():
            raise CityStands
        first = next_weekday(months_after(as_of, -HISTORY_MONTHS), 0)
        cast = found_city(random=Random(seed), at=moment(first, 9))
        stage = Stage(cast, Clocks(range(first.year - 1, as_of.year + 6)), first, as_of, seed)
        lives = [
            Life(story, stage).run() for story in stories() if story.is_in_tiny_city or size == Size.WHOLE
        ]
        give_operations(cast, since=first, at=moment(first, 10))
        keep_skills(cast, as_of=as_of, at=moment(first, 10))
        keep_rates(cast, since=first, as_of=as_of, at=moment(first, 10))
        open_books(cast, as_of=as_of, since=first, at=moment(first, 10))
        lives += _beside(stage, most_weeks=TWO_YEARS if size == Size.WHOLE else A_QUARTER)
        _live(lives, until=moment(as_of, MORNING), since=moment(first, 9), report=report)
        keep_books(cast, stage.projects, as_of=as_of, since=first, random=Random(f"{seed}/extracts"))
        subscribe(cast, stage.projects, as_of=as_of)
        plan_money(cast, stage.projects, as_of=as_of)
        keep_commitments(cast, stage.projects, as_of=as_of, random=Random(f"{seed}/commitments"))
        close_months(cast, as_of=as_of, at=moment(as_of, MORNING))
        for report_last in stage.last_reports:
            report_last(at=moment(as_of, MORNING))
        keep_forecasts(list(open_projects()), as_of=as_of)
        for life in stage.lives.values():
            if life.story.is_simulated:
                simulate_project(life.project, by=life.manager, at=moment(as_of, MORNING))
        keep_equipment(stage, as_of=as_of, at=moment(as_of, MORNING))
        plan_needs(stage, as_of=as_of, at=moment(as_of, MORNING))
        keep_clearances(stage, at=moment(as_of, MORNING))
        publish_projects(stage, at=moment(as_of, MORNING))
        write_to_council(stage, at=moment(as_of, MORNING))
        send_reports(stage, at=moment(as_of, MORNING))
        settle_news(at=moment(as_of, MORNING))
        forget_invitations()
        while seal_change_sets(at=moment(as_of, 7)):
            pass
        # Each old report gets its PDF when somebody opens it; all at once would keep the workers busy for minutes.
        JobRun.objects.filter(job="reports.make_pdf").delete()
        # What the books brought was read at once.
        JobRun.objects.filter(job="money.read_ledger").delete()
    return stage


def _beside(stage: Stage, *, most_weeks: int) -> list[Iterator[datetime]]:
    """Give what people do beside the work on their projects; they meet since so many weeks."""
    meetings = meet(stage, most_weeks=most_weeks)
    return [
        *(talk(stage), plan_absences(stage), meetings, keep_registers(stage), go_live(stage)),
        *(change_plans(stage), request_staff(stage), write_scopes(stage), keep_documents(stage)),
        *(report_to_council(stage), agree_on_roles(stage), check_in_for_the_week(stage)),
    ]


def _live(
    lives: list[Iterator[datetime]], *, since: datetime, until: datetime, report: Callable[[float], None]
) -> None:
    """Take the lives forward in the order of their moments, so that history reads as it happened."""
    queue = [(next(life), number, life) for number, life in enumerate(lives)]
    heapify(queue)
    seen = since.date()
    while queue and queue[0][0] <= until:
        at, number, life = queue[0]
        if at.date() != seen:
            if seen.weekday() == FRIDAY:
                keep_snapshots(on=seen)
            seen = at.date()
        report((at - since) / (until - since))
        try:
            heapreplace(queue, (next(life), number, life))
        except StopIteration:
            heappop(queue)
    keep_snapshots(on=until.date() - timedelta(days=1))
