"""Lessons are recorded as they happen, changed, and withdrawn when they no longer hold."""

from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.presence import require_present
from milepost.domain.projects.actions.sharing import CannotRegister, lock_entry, require_share
from milepost.domain.projects.models import Lesson, Project


class CannotChangeLesson(Refusal):
    """Says why a lesson stays as it is."""


class LessonFields(TypedDict, total=False):
    """What is known of a lesson; `happened` and `advice` are needed to record one."""

    kind: str
    category: str
    happened: str
    advice: str
    owner: Person | None
    is_shared: bool


def record_lesson(project: Project, fields: LessonFields, *, by: Person, at: datetime) -> Lesson:
    """Record what a project has learned, also after its end."""
    require(by, "projects.record_lessons", project)
    require_share(project, None, fields, by=by)
    require_present(fields.get("owner"), CannotRegister)
    with recording("projects.record_lesson", by=by.account, at=at, subject=project) as record:
        number = next_number(f"lessons-{project.pk}")
        known = LessonFields(owner=by) | fields
        lesson = record.create(Lesson(project=project, number=number, recorded_on=local_day(at), **known))
        record.summary = f"Lesson {number}: {lesson.advice}"
    return lesson


def edit_lesson(lesson: Lesson, fields: LessonFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of a lesson."""
    require(by, "projects.record_lessons", lesson.project)
    require_share(lesson.project, lesson, fields, by=by)
    with recording("projects.edit_lesson", by=by.account, at=at, subject=lesson.project) as record:
        lock_entry(lesson, is_kept_after_end=True)
        require_present(fields.get("owner"), CannotRegister, before=lesson.owner)
        record.update(lesson, **fields)


def withdraw_lesson(lesson: Lesson, *, reason: str, by: Person, at: datetime) -> None:
    """Offer a lesson no longer, and say why."""
    require(by, "projects.record_lessons", lesson.project)
    if not reason.strip():
        raise CannotChangeLesson(gettext("Say why it no longer holds."), field="words")
    with recording(
        "projects.withdraw_lesson", by=by.account, at=at, subject=lesson.project, reason=reason
    ) as record:
        lock_entry(lesson, Lesson.State.OFFERED, is_kept_after_end=True)
        record.update(lesson, state=Lesson.State.WITHDRAWN)


def offer_lesson(lesson: Lesson, *, by: Person, at: datetime) -> None:
    """Offer a withdrawn lesson again."""
    require(by, "projects.record_lessons", lesson.project)
    with recording("projects.offer_lesson", by=by.account, at=at, subject=lesson.project) as record:
        lock_entry(lesson, Lesson.State.WITHDRAWN, is_kept_after_end=True)
        record.update(lesson, state=Lesson.State.OFFERED)
