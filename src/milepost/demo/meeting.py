"""How the people of the demo city meet, as `data/meetings.toml` has it: agendas, minutes, and what comes of them."""

import tomllib
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from importlib.resources import files
from typing import Any

from milepost.demo.clock import moment, next_weekday
from milepost.demo.living import Stage
from milepost.domain.common.models import JobRun
from milepost.domain.governance.actions.action_items import end_action_item
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.minuting import Line, add_minute_entry, mark_attendance, send_minutes
from milepost.domain.governance.actions.preparing import add_agenda_item, post_agenda, take_proposals
from milepost.domain.governance.actions.recurring import make_meetings, start_series
from milepost.domain.governance.calculations.agenda import proposals_for
from milepost.domain.governance.models import ActionItem, AgendaItem, Meeting, MeetingSeries
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Project

TAKEN = 4
"""How many points that are due come onto an agenda."""
WEEKS_A_MONTH = 4.345
QUIET = {"kind": "note", "text": "Nothing new since the last meeting; the plans stand."}
NOT_PRESENT = 7
"""Everyone of so many is excused, in turn."""
LEFT_UNSENT = timedelta(days=2)
DONE_AFTER = timedelta(days=5)


def meet(stage: Stage, *, most_weeks: int) -> Iterator[datetime]:
    """Give each moment at which somebody prepares or holds a meeting, and let it happen when asked for the next.

    Nobody meets before so many weeks before the day the city is looked at.
    """
    content = tomllib.loads(files(__package__).joinpath("data/meetings.toml").read_text("utf-8"))
    return merge(*[_Told(told, stage, most_weeks).run() for told in content["series"]], key=lambda at: at)


def forget_invitations() -> None:
    """Forget the mail that meetings of the past would send."""
    JobRun.objects.filter(job__startswith="governance.").delete()


class _Told:
    """One series, from its first call to the day of the demo."""

    def __init__(self, told: dict[str, Any], stage: Stage, most_weeks: int) -> None:
        self.told = told
        self.stage = stage
        self.since_weeks = min(told["since_weeks"], most_weeks)
        self.lines = deque(told["lines"])
        self.turn = 0

    def run(self) -> Iterator[datetime]:
        first = next_weekday(self.stage.as_of - timedelta(weeks=self.since_weeks), self.told["weekday"])
        called_at = moment(first - timedelta(days=6), 11, 10)
        yield called_at
        series = self._call(first, called_at)
        if series is None:
            return
        while True:
            meeting = self._next(series)
            posted_at = moment(meeting.day - timedelta(days=4), 16, 20)
            yield posted_at
            self._prepare(meeting, posted_at)
            begins = moment(meeting.day, meeting.starts.hour, meeting.starts.minute)
            minuted_at = begins + timedelta(minutes=meeting.duration_minutes - 10)
            yield minuted_at
            self._hold(meeting, minuted_at)
            make_meetings(series, at=minuted_at)

    def _call(self, first: date, at: datetime) -> MeetingSeries | None:
        told, cast = self.told, self.stage.cast
        project = next((one for one in self.stage.projects if one.name == told.get("project")), None)
        if project is None and "project" in told:
            return None
        facilitator = project.manager if project and project.manager else cast.holder(told["facilitator"])
        fields = {
            "title": told["title"], "purpose": told["purpose"], "place": told["place"], "facilitator": facilitator,
            "note_taker": cast.holder(told["note_taker"]) if "note_taker" in told else None,
            "starts": datetime.combine(first, time(told["hour"], told["minute"])),
            "duration_minutes": told["minutes"], "project": project,
            "department": cast.departments.get(told.get("department", "")),
            "organization": Organization.objects.filter(name=told.get("organization", "")).first(),
            "quorum": told.get("quorum"), "notice_hours": told.get("notice_hours"),
            "frequency": "monthly" if "every_months" in told else "weekly",
            "interval": told.get("every_months") or told["every_weeks"],
        }  # fmt: skip
        by = self._caller(facilitator)
        return start_series(fields, members=self._members(project), by=by, at=at)  # type: ignore[arg-type]

    def _caller(self, facilitator: Person) -> Person:
        return facilitator if facilitator.user else self.stage.cast.holder("PMO lead")

    def _members(self, project: Project | None) -> list[Person]:
        if project is not None:
            return [role.person for role in project.roles.select_related("person")]
        cast = self.stage.cast
        wanted = self.told.get("organization")
        found = []
        for post in self.told["members"]:
            holders = cast.holders[post]
            fitting = [one for one in holders if one.organization and one.organization.name == wanted]
            found.append((fitting or holders)[0])
        return found

    def _next(self, series: MeetingSeries) -> Meeting:
        ahead = series.meetings.filter(state=Meeting.State.PLANNED, agenda_posted_at=None)
        return ahead.select_related("facilitator", "note_taker", "project").earliest("starts")

    def _prepare(self, meeting: Meeting, at: datetime) -> None:
        leader = meeting.facilitator
        for title in self.told["points"]:
            add_agenda_item(meeting, {"title": title, "minutes": 10}, by=leader, at=at)
        offered = proposals_for(meeting, by=leader, as_of=at.date())
        take_proposals(meeting, [one.source for one in offered[:TAKEN]], by=leader, at=at)
        post_agenda(meeting, by=leader, at=at)

    def _hold(self, meeting: Meeting, at: datetime) -> None:
        self.turn += 1
        leader = meeting.facilitator
        for place, attendance in enumerate(meeting.attendances.select_related("meeting__project"), self.turn):
            mark_attendance(
                attendance, "excused" if place % NOT_PRESENT == 0 else "present", by=leader, at=at
            )
        points = list(meeting.agenda_items.select_related("project"))
        for place, line in enumerate(self._lines_of_turn()):
            self._say(meeting, line, points[place % len(self.told["points"])], at)
        self._go_through(meeting, points, at)
        if not meeting.minute_entries.exists():
            self._say(meeting, QUIET, points[0], at)
        if at.date() < self.stage.as_of - LEFT_UNSENT:
            send_minutes(meeting, by=leader, at=at)

    def _lines_of_turn(self) -> Iterator[dict[str, Any]]:
        """Give the share of the lines that falls to a meeting, and those that come back with it."""
        every_weeks = self.told.get("every_weeks") or WEEKS_A_MONTH * self.told["every_months"]
        meetings = max(1, round(self.since_weeks / every_weeks))
        wanted = len(self.told["lines"]) * min(self.turn, meetings) // meetings
        while self.lines and len(self.told["lines"]) - len(self.lines) < wanted:
            yield self.lines.popleft()
        yield from (line for line in self.told["again"] if self.turn % line["every"] == 0)

    def _say(self, meeting: Meeting, told: dict[str, Any], point: AgendaItem, at: datetime) -> None:
        owner = self._owner(told["owner"]) if "owner" in told else None
        due = at.date() + timedelta(days=told["days"]) if "days" in told else None
        vote = Vote(*told["votes"]) if "votes" in told else None
        line = Line(told["text"], told["kind"], point, owner, due, vote)
        add_minute_entry(meeting, line, by=meeting.facilitator, at=at)

    def _owner(self, post: str) -> Person:
        return self.stage.cast.holder(post)

    def _go_through(self, meeting: Meeting, points: list[AgendaItem], at: datetime) -> None:
        """Say a word on each point that was due, and end what its owner has done by then."""
        for point in points:
            if point.source.startswith("action:"):
                item = ActionItem.objects.select_related("project", "meeting").get(
                    pk=point.source.partition(":")[2]
                )
                self._settle(meeting, item, point, at)
            elif point.source.startswith("risk:"):
                line = Line("Looked at together: it stands as it is.", "note", point)
                add_minute_entry(meeting, line, by=meeting.facilitator, at=at)

    def _settle(self, meeting: Meeting, item: ActionItem, point: AgendaItem, at: datetime) -> None:
        is_done = item.is_open and item.raised_on <= at.date() - DONE_AFTER and item.number % 9 != 0
        if is_done:
            by = meeting.facilitator if item.owner is None or item.owner.user is None else item.owner
            end_action_item(item, ActionItem.State.DONE, outcome="", by=by, at=at)
        words = "Done." if is_done else "Not done yet; the date stands."
        add_minute_entry(meeting, Line(words, "note", point), by=meeting.facilitator, at=at)
