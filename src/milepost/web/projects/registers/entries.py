"""The registers of assumptions, dependencies and lessons."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.assumptions import (
    confirm_assumption,
    edit_assumption,
    fail_into_issue,
    fail_into_risk,
    record_assumption,
    reopen_assumption,
)
from milepost.domain.projects.actions.dependencies import (
    edit_dependency,
    end_dependency,
    record_dependency,
    reopen_dependency,
)
from milepost.domain.projects.actions.lessons import (
    edit_lesson,
    offer_lesson,
    record_lesson,
    withdraw_lesson,
)
from milepost.domain.projects.calculations.similar_lessons import similar_lessons
from milepost.domain.projects.models import Assumption, Dependency, DependencyAgreement, Lesson, Project, Task
from milepost.domain.projects.queries import Beyond, beyond, with_agreement
from milepost.web.access import AskedBy
from milepost.web.projects.forms.registers import AgreementForm, AssumptionForm, DependencyForm, LessonForm
from milepost.web.projects.registers.tab import VIEW, segments
from milepost.web.projects.tables.entries import PROJECT_ASSUMPTIONS, PROJECT_DEPENDENCIES, PROJECT_LESSONS
from milepost.web.registers.register import End, Register
from milepost.web.tables.shown import TableView

OPEN = frozenset({"open"})


def _of_assumption(request: AskedBy, assumption: Assumption) -> dict[str, Any]:
    return {"assumption": assumption}


ASSUMPTION_REGISTER = Register(
    name="assumption",
    plural="assumptions",
    tab="risks",
    label=_("Assumption"),
    plural_label=_("Assumptions"),
    new_label=_("New assumption"),
    table=PROJECT_ASSUMPTIONS,
    form=AssumptionForm,
    rows=Assumption.objects.visible_to,
    make=record_assumption,
    change=edit_assumption,
    view=VIEW,
    edit="projects.edit_assumptions",
    segments=segments,
    ends=(
        End(
            "holds",
            _("It holds"),
            _("holds"),
            lambda row, words, by, at: confirm_assumption(row, outcome=words, by=by, at=at),
            OPEN,
            is_first=True,
        ),
        End(
            "risk",
            _("Doubtful: make it a risk"),
            _("failed and is a risk now"),
            lambda row, words, by, at: fail_into_risk(row, outcome=words, by=by, at=at),
            OPEN,
        ),
        End(
            "issue",
            _("Wrong: make it an issue"),
            _("failed and is an issue now"),
            lambda row, words, by, at: fail_into_issue(row, outcome=words, by=by, at=at),
            OPEN,
        ),
        End(
            "reopened",
            _("Validate again"),
            _("is to be validated again"),
            lambda row, words, by, at: reopen_assumption(row, by=by, at=at),
            frozenset({"holds"}),
        ),
    ),
    end_label=_("What was found"),
    empty="projects/parts/no_assumptions.html",
    beside="projects/parts/assumption_beside.html",
    of_entry=_of_assumption,
    related=("owner", "risk", "issue"),
)


def _mirrored(request: AskedBy, project: Project, table: TableView) -> dict[str, Any]:
    """Give what other projects have written down about this one."""
    rows = with_agreement(Dependency.objects.visible_to(request.person)).filter(
        other_project=project, state=Dependency.State.OPEN
    )
    return {"mirrored": list(rows.select_related("project").order_by("due_on", "pk"))}


def _of_dependency(request: AskedBy, dependency: Dependency) -> dict[str, Any]:
    agreements = list(dependency.agreements.select_related("by"))
    current = {one.side for one in agreements if one.at >= dependency.dated_at}
    side = DependencyAgreement.Side
    task = Task.objects.filter(project=dependency.project, uid=dependency.task_uid or 0).first()
    other = dependency.other_project
    speaks = dependency.counterpart_id == request.person.pk or (
        other is not None and may(request.person, "projects.edit_dependencies", other)
    )
    return {
        "dependency": dependency,
        "agreements": [(one, one.at >= dependency.dated_at) for one in reversed(agreements)],
        "we_agreed": side.WE in current,
        "they_agreed": side.THEY in current,
        "speaks_for_them": speaks,
        "task": task,
        "beyond": beyond(task, seen_by=request.person) if task else Beyond((), (), 0, 0),
        "agreement_form": AgreementForm(None),
    }


def _dependencies(person: Person) -> QuerySet[Dependency]:
    return Dependency.objects.visible_to(person).with_party(person)


DEPENDENCY_REGISTER = Register(
    name="dependency",
    plural="dependencies",
    tab="risks",
    label=_("Dependency"),
    plural_label=_("Dependencies"),
    new_label=_("New dependency"),
    table=PROJECT_DEPENDENCIES,
    form=DependencyForm,
    rows=_dependencies,
    make=record_dependency,
    change=edit_dependency,
    view=VIEW,
    edit="projects.edit_dependencies",
    segments=segments,
    ends=(
        End(
            "met",
            _("It has come"),
            _("is met"),
            lambda row, words, by, at: end_dependency(row, "met", outcome=words, by=by, at=at),
            OPEN,
            is_first=True,
        ),
        End(
            "dropped",
            _("No longer wanted"),
            _("is dropped"),
            lambda row, words, by, at: end_dependency(row, "dropped", outcome=words, by=by, at=at),
            OPEN,
        ),
        End(
            "reopened",
            _("Open again"),
            _("is open again"),
            lambda row, words, by, at: reopen_dependency(row, by=by, at=at),
            frozenset({"met", "dropped"}),
        ),
    ),
    end_label=_("What came of it"),
    empty="projects/parts/no_dependencies.html",
    above="projects/parts/dependencies_above.html",
    beside="projects/parts/dependency_beside.html",
    of_list=_mirrored,
    of_entry=_of_dependency,
    related=("owner", "counterpart", "other_project", "department", "organization"),
)


def _similar(request: AskedBy, project: Project, table: TableView) -> dict[str, Any]:
    return {"similar": similar_lessons(project, seen_by=request.person)}


LESSON_REGISTER = Register(
    name="lesson",
    plural="lessons",
    tab="risks",
    label=_("Lesson"),
    plural_label=_("Lessons"),
    new_label=_("New lesson"),
    table=PROJECT_LESSONS,
    form=LessonForm,
    rows=Lesson.objects.visible_to,
    make=record_lesson,
    change=edit_lesson,
    view=VIEW,
    edit="projects.record_lessons",
    segments=segments,
    ends=(
        End(
            "withdrawn",
            _("Offer it no longer"),
            _("is withdrawn"),
            lambda row, words, by, at: withdraw_lesson(row, reason=words, by=by, at=at),
            frozenset({"offered"}),
        ),
        End(
            "offered",
            _("Offer it again"),
            _("is offered again"),
            lambda row, words, by, at: offer_lesson(row, by=by, at=at),
            frozenset({"withdrawn"}),
        ),
    ),
    end_label=_("Why it no longer holds"),
    empty="projects/parts/no_lessons.html",
    above="projects/parts/lessons_above.html",
    of_list=_similar,
    is_kept_after_end=True,
)
