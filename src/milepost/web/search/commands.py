"""What the palette offers beside what it finds: places to go and things to do, each only to whom it is allowed."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from milepost.domain.common.search.folding import fold
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, may_anywhere
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import tabs_for
from milepost.web.access import today
from milepost.web.appearance.choices import DENSITY, THEME
from milepost.web.frame import sections_for
from milepost.web.projects.workspace import TABS as PROJECT_TABS
from milepost.web.settings.page import AUDIT
from milepost.web.settings.page import TABS as SETTINGS_TABS


class Command(NamedTuple):
    """A place to go, or a thing that the page does when it is asked to, such as `theme=dark`."""

    label: str
    icon: str
    url: str = ""
    does: str = ""
    words: str = ""
    """Other words by which it is found."""

    def answers(self, words: tuple[str, ...]) -> bool:
        """Tell whether all words occur in it."""
        text = fold(f"{self.label} {self.words}")
        return all(word in text for word in words)


def places(person: Person) -> Iterable[Command]:
    """Give the pages that a person may open."""
    for section in sections_for(person):
        yield Command(str(section.label), section.icon, reverse(section.first_page), words="go open")
    yield Command("Weekly round", "weekly-round", reverse("portfolio:weekly-round"), words="monday update")
    yield Command("Imports", "import", reverse("imports:imports"), words="files batches")
    if may(person, "people.view_settings"):
        tabs = SETTINGS_TABS | (AUDIT if may(person, "common.view_audit") else {})
        for label, name in tabs.items():
            yield Command(f"Settings: {label}", "settings", reverse(name))
    yield Command(
        "Password and sign-in", "lock", reverse("account_change_password"), words="account security"
    )
    yield Command("API tokens", "link", reverse("tokens:index"), words="program access")


def deeds(person: Person) -> Iterable[Command]:
    """Give what a person may do from anywhere."""
    if may_anywhere(person, "projects.create"):
        yield Command("New project", "add", reverse("projects:new"), words="create start template")
    yield Command(
        "Import a schedule", "import", reverse("imports:imports"), words="microsoft project primavera excel"
    )
    if may(person, "projects.import_list"):
        yield Command(
            "Import a list of projects",
            "import",
            reverse("imports:list", args=["projects"]),
            words="excel csv",
        )
    if may(person, "people.edit_directory"):
        yield Command("New person", "person", reverse("people:new-person"), words="add directory invite")
    for choice in (THEME, DENSITY):
        for option in choice.options:
            yield Command(
                f"{choice.label}: {option.label.lower()}", option.icon, does=f"{choice.name}={option.value}",
                words="appearance mode rows",
            )  # fmt: skip
    yield Command("Keyboard shortcuts", "keyboard", does="help", words="keys help ?")
    yield Command("Sign out", "sign-out", does="sign-out", words="log off leave")


def of_project(person: Person, project: Project) -> Iterable[Command]:
    """Give where a person may go within a project, and what to do there."""
    names = tabs_for(project, on=today())
    for name, (label, address) in PROJECT_TABS.items():
        if name in names:
            yield Command(f"Open {label.lower()}", "forward", reverse(address, args=[project.pk]))
    if project.is_over:
        return
    for label, icon, tab, permission, address in PROJECT_DEEDS:
        if (not tab or tab in names) and may(person, permission, project):
            yield Command(label, icon, reverse(address, args=[project.pk]), words="add create write")


PROJECT_DEEDS = (
    ("New task", "add", "schedule", "projects.edit_schedule", "projects:new-task"),
    ("Save a baseline", "baseline", "baselines", "projects.set_baseline", "projects:new-baseline"),
    ("Add a risk", "risk", "risks", "projects.edit_risks", "projects:new-risk"),
    ("Raise an issue", "issue", "risks", "projects.edit_issues", "projects:new-issue"),
    ("Rate status", "flag", "", "projects.rate_status", "projects:rating"),
    ("Write a status report", "reports", "reports", "reports.write", "reports:of_project"),
    ("Edit charter", "edit", "", "projects.edit_charter", "projects:charter"),
)
"""Label, icon, the tab it belongs to, the permission it needs, and its page."""
