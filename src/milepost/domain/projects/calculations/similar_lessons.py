"""Which lessons of other projects are worth reading at the start of one: of its type, department, and words."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Lesson, Project

MOST = 12
MOST_READ = 1000
"""Of so many lessons, the latest, the fitting ones are sought."""
SAME_TYPE, SAME_DEPARTMENT, SHARED_WORD = 3, 1, 1
MOST_WORDS = 4
"""So many shared words count at most, lest long texts win over fitting ones."""
SHORTEST = 5
COMMON = frozenset(
    [
        "about",
        "after",
        "before",
        "between",
        "other",
        "project",
        "their",
        "there",
        "these",
        "system",
        "which",
        "would",
        "department",
        "replace",
    ]
)


class SimilarLesson(NamedTuple):
    """A lesson with what makes it fit."""

    lesson: Lesson
    why: str
    fit: int


def similar_lessons(project: Project, *, seen_by: Person) -> list[SimilarLesson]:
    """Give the lessons that fit a project best, the fitting ones first, of equal fit the latest.

    Three points for the same type of project, one for the same department, and one for each word of the project's
    name, purpose and systems that the lesson shares, four at most; what has no point is not offered.
    """
    words = _words([project.name, project.purpose, project.systems])
    lessons = (
        Lesson.objects.visible_to(seen_by)
        .filter(state=Lesson.State.OFFERED)
        .exclude(project=project)
        .select_related("project__department", "owner")
        .order_by("-recorded_on", "-pk")
    )
    rated = [one for lesson in lessons[:MOST_READ] if (one := _rated(lesson, project, words)).fit]
    return sorted(rated, key=lambda one: -one.fit)[:MOST]


def _rated(lesson: Lesson, project: Project, words: frozenset[str]) -> SimilarLesson:
    fit, why = 0, []
    if lesson.project.type == project.type != Project.Type.OTHER:
        fit += SAME_TYPE
        why.append("same type of project")
    if lesson.project.department_id == project.department_id:
        fit += SAME_DEPARTMENT
        why.append("same department")
    shared = sorted(words & _words([lesson.happened, lesson.advice, lesson.project.name]))
    if shared:
        fit += SHARED_WORD * min(len(shared), MOST_WORDS)
        why.append("“" + "”, “".join(shared[:MOST_WORDS]) + "”")
    return SimilarLesson(lesson, ", ".join(why), fit)


def _words(texts: Iterable[str]) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", " ".join(texts).lower())
    return frozenset(word for word in found if len(word) >= SHORTEST) - COMMON
