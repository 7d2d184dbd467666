"""Templates as a planner writes them."""

import pytest

from milepost.domain.projects.plan_templates import (
    BadTemplate,
    Template,
    TemplateRole,
    TemplateTask,
    read_template,
    shipped_template,
    shipped_templates,
)
from milepost.engine.network.model import LagUnit, LinkType
from milepost.exchange.plan import PlanLink

HEAD = """
name = "Pumps"
type = "infrastructure"
tier = "medium"
about = "Pumps are replaced."
[charter]
scope_in = "All pumps."
[roles]
pm = { name = "Project manager", role = "project_manager" }
plumber = { name = "Plumber" }
"""
PUMPS = (
    HEAD
    + """
[[phases]]
name = "Buy"
note = "By quotes."
[phases.tasks]
permit = { name = "Permit issued", external = "3w", role = "pm" }
quote = { name = "Advertise", takes = "30ed", after = "permit FS+2d", why = "The law asks for it." }
[[phases.phases]]
name = "Install"
[phases.phases.tasks]
install = { name = "Install pumps", takes = "2w", after = "quote, permit SS+50%", role = "plumber", calendar = "Night" }
"""
)


def test_a_template_is_read_with_its_phases_links_roles_and_notes() -> None:
    template = read_template("pumps", PUMPS)

    assert template == Template(
        slug="pumps",
        name="Pumps",
        type="infrastructure",
        tier="medium",
        about="Pumps are replaced.",
        charter={"scope_in": "All pumps."},
        roles={
            "pm": TemplateRole("Project manager", "project_manager"),
            "plumber": TemplateRole("Plumber", "team_member"),
        },
        tasks=(
            TemplateTask(1, "", "Buy", 1, is_summary=True, notes="By quotes."),
            TemplateTask(2, "permit", "Permit issued", 2, 1, role="pm", expected_after_minutes=21 * 1440),
            TemplateTask(
                3,
                "quote",
                "Advertise",
                2,
                1,
                duration_minutes=30 * 1440,
                duration_unit="ed",
                notes="The law asks for it.",
            ),
            TemplateTask(4, "", "Install", 2, 1, is_summary=True),
            TemplateTask(
                5,
                "install",
                "Install pumps",
                3,
                4,
                duration_minutes=4800,
                duration_unit="w",
                role="plumber",
                calendar="Night",
            ),
        ),
        links=(
            PlanLink(2, 3, lag=960),
            PlanLink(3, 5),
            PlanLink(2, 5, LinkType.START_TO_START, 50, LagUnit.PERCENT, "%"),
        ),
    )


def test_a_phase_stands_once_for_every_place() -> None:
    template = read_template(
        "pumps",
        HEAD
        + """
[[phases]]
name = "Station {each}"
each = ["North", "South"]
[phases.tasks]
drain = { name = "Drain {each}", takes = "1d", after = "^fill" }
fill = { name = "Fill {each}", takes = "1d", after = "drain" }
[[phases]]
name = "Close"
[phases.tasks]
done = { name = "Done", after = "fill-*" }
""",
    )

    assert [(task.uid, task.key, task.name) for task in template.tasks] == [
        (1, "", "Station North"),
        (2, "drain-1", "Drain North"),
        (3, "fill-1", "Fill North"),
        (4, "", "Station South"),
        (5, "drain-2", "Drain South"),
        (6, "fill-2", "Fill South"),
        (7, "", "Close"),
        (8, "done", "Done"),
    ]
    assert [(link.predecessor_uid, link.successor_uid) for link in template.links] == [
        (2, 3),
        (3, 5),
        (5, 6),
        (3, 8),
        (6, 8),
    ]


@pytest.mark.parametrize(
    ("tasks", "sentence"),
    [
        ('a = { name = "A", after = "b" }', "Template pumps: no task has the key b."),
        (
            'a = { name = "A", role = "cook" }',
            "Template pumps: task a names the role cook, which is not listed.",
        ),
        ('a = { name = "A", lasts = "3d" }', "Template pumps: a has lasts, which means nothing here."),
        (
            'a = { name = "A" }\nb = { name = "B", after = "a, a FF" }',
            "Template pumps: a task follows a twice; one link is possible.",
        ),
        (
            'a = { name = "A", takes = "soon" }',
            "Template pumps: is not a duration such as 3d, 2w, 4h or 5ed",
        ),
    ],
)
def test_a_template_that_is_wrong_is_refused_with_its_place(tasks: str, sentence: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        read_template("pumps", f'{HEAD}\n[[phases]]\nname = "Buy"\n[phases.tasks]\n{tasks}')

    assert str(refused.value) == sentence


def test_two_tasks_of_one_key_are_refused_across_phases() -> None:
    phase = '[[phases]]\nname = "Buy"\n[phases.tasks]\na = { name = "A" }\n'

    with pytest.raises(BadTemplate, match=r"two tasks have the key a\."):
        read_template("pumps", HEAD + phase + phase)


def test_four_whole_plans_and_a_card_are_shipped() -> None:
    counts = {
        template.slug: sum(not task.is_summary for task in template.tasks) for template in shipped_templates()
    }

    assert counts == {
        "application": 65,
        "new_facility": 67,
        "infrastructure": 46,
        "hardware_refresh": 42,
        "small": 5,
    }


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda template: template.slug)
def test_every_shipped_task_has_somebody_responsible(template: Template) -> None:
    assert [task.name for task in template.tasks if not task.is_summary and not task.role] == []


@pytest.mark.parametrize("template", shipped_templates()[:-1], ids=lambda template: template.slug)
def test_every_shipped_plan_hangs_together(template: Template) -> None:
    linked = {link.successor_uid for link in template.links}
    starts = [task.key for task in template.tasks if not task.is_summary and task.uid not in linked]
    followed = {link.predecessor_uid for link in template.links}
    ends = [task.key for task in template.tasks if not task.is_summary and task.uid not in followed]

    assert (len(starts), ends) == (2 if template.external_tasks else 1, ["closed"])


def test_requests_for_proposals_are_advertised_for_thirty_days_of_the_calendar() -> None:
    advertising = [
        (template.slug, task.duration_minutes, task.duration_unit)
        for template in shipped_templates()
        for task in template.tasks
        if task.name.startswith(("Advertise", "Bid the"))
    ]

    assert advertising == [
        ("application", 30 * 1440, "ed"),
        ("new_facility", 30 * 1440, "ed"),
        ("new_facility", 30 * 1440, "ed"),
        ("infrastructure", 30 * 1440, "ed"),
    ]


def test_the_dates_of_a_general_contractor_are_asked_for_outside() -> None:
    external = shipped_template("new_facility").external_tasks

    assert {task.role for task in external} == {"gc"}
    assert len(external) == 10
