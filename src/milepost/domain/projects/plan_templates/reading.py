"""A template read from TOML; its own comments say how a planner writes one."""

import fnmatch
import tomllib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from milepost.domain.projects.plan_templates.repeating import repeated
from milepost.domain.projects.plan_templates.template import Template, TemplateRole, TemplateTask
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import Units, duration_of, links_of

UNITS = Units()
PHASE_WORDS = {"name", "note", "tasks", "phases"}
TASK_WORDS = {"name", "takes", "after", "role", "why", "calendar", "external"}


class BadTemplate(Exception):
    """Says which template is wrong, and where."""


def read_template(slug: str, text: str) -> Template:
    """Read a template. Raises `BadTemplate`."""
    try:
        return _Reader(slug, tomllib.loads(text)).template()
    except (tomllib.TOMLDecodeError, KeyError, BadValue) as error:
        raise BadTemplate(gettext("Template {slug}: {error}").format(slug=slug, error=error)) from error


class _Reader:
    """Walks phases and tasks once, numbering them in outline order."""

    def __init__(self, slug: str, content: dict[str, Any]) -> None:
        self.slug = slug
        self.content = content
        self.roles = {key: TemplateRole(**role) for key, role in content["roles"].items()}
        self.uid_of: dict[str, int] = {}
        self.after: list[tuple[int, str]] = []
        self.count = 0

    def template(self) -> Template:
        tasks = (
            *self._tasks(self.content.get("milestones", {}), None, 1),
            *self._phases(self.content, None, 1),
        )
        return Template(
            slug=self.slug,
            name=self.content["name"],
            type=self.content["type"],
            tier=self.content["tier"],
            about=self.content["about"],
            charter=self.content.get("charter", {}),
            roles=self.roles,
            tasks=tasks,
            links=tuple(self._links()),
        )

    def _phases(self, holder: dict[str, Any], parent: int | None, level: int) -> Iterator[TemplateTask]:
        for phase in repeated(holder.get("phases", [])):
            self._only(phase, PHASE_WORDS, phase["name"])
            uid = self._next_uid()
            yield TemplateTask(
                uid, "", phase["name"], level, parent, is_summary=True, notes=phase.get("note", "")
            )
            yield from self._tasks(phase.get("tasks", {}), uid, level + 1)
            yield from self._phases(phase, uid, level + 1)

    def _tasks(
        self, tasks: dict[str, dict[str, str]], parent: int | None, level: int
    ) -> Iterator[TemplateTask]:
        for key, task in tasks.items():
            self._only(task, TASK_WORDS, key)
            if key in self.uid_of:
                raise BadTemplate(
                    gettext("Template {slug}: two tasks have the key {key}.").format(slug=self.slug, key=key)
                )
            self.uid_of[key] = uid = self._next_uid()
            self.after.append((uid, task.get("after", "")))
            minutes, unit, _ = duration_of(task.get("takes", "0d"), UNITS)
            yield TemplateTask(
                uid=uid,
                key=key,
                name=task["name"],
                level=level,
                parent_uid=parent,
                duration_minutes=minutes,
                duration_unit=unit,
                role=self._role(task.get("role", ""), key),
                notes=task.get("why", ""),
                calendar=task.get("calendar", ""),
                expected_after_minutes=_elapsed(task.get("external")),
            )

    def _links(self) -> Iterator[PlanLink]:
        """A key stands where a list of tasks has a number; `pull-*` are the tasks of all places."""
        ends = set()
        for uid, after in self.after:
            for part in filter(None, map(str.strip, after.split(","))):
                wanted, _, terms = part.partition(" ")
                for key in self._matching(wanted):
                    if (key, uid) in ends:
                        raise BadTemplate(
                            gettext(
                                "Template {slug}: a task follows {key} twice; one link is possible."
                            ).format(slug=self.slug, key=key)
                        )
                    ends.add((key, uid))
                    yield from links_of(f"{self.uid_of[key]}{terms}", uid, UNITS)

    def _matching(self, wanted: str) -> list[str]:
        keys = fnmatch.filter(self.uid_of, wanted)
        if not keys:
            raise BadTemplate(
                gettext("Template {slug}: no task has the key {wanted}.").format(
                    slug=self.slug, wanted=wanted
                )
            )
        return keys

    def _role(self, role: str, key: str) -> str:
        if role and role not in self.roles:
            raise BadTemplate(
                gettext("Template {slug}: task {key} names the role {role}, which is not listed.").format(
                    slug=self.slug, key=key, role=role
                )
            )
        return role

    def _only(self, given: dict[str, Any], words: set[str], where: str) -> None:
        if unknown := set(given) - words:
            raise BadTemplate(
                gettext("Template {slug}: {where} has {names}, which means nothing here.").format(
                    slug=self.slug, where=where, names=", ".join(sorted(unknown))
                )
            )

    def _next_uid(self) -> int:
        self.count += 1
        return self.count


def _elapsed(text: str | None) -> int | None:
    """An outsider's date counts in days of the calendar: `26w` are 26 weeks."""
    return None if text is None else duration_of(f"{text[:-1]}e{text[-1]}", UNITS)[0]
