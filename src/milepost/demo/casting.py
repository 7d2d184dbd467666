"""Who plays which role of a plan."""

from zlib import crc32

from milepost.demo.founding import Cast
from milepost.demo.stories import Story
from milepost.domain.people.models import Person
from milepost.domain.projects.plan_templates import Template

POSTS = {
    "buyer": "Senior buyer",
    "security": "Information security officer",
    "finance": "Finance analyst",
    "records": "Records officer",
    "attorney": "Assistant city attorney",
    "access": "Accessibility coordinator",
    "facilities": "Facilities project manager",
    "gc": "Project superintendent",
    "cabling": "Construction manager",
    "vendor": "Implementation manager",
    "data": "Database administrator",
    "infra": "Server engineer",
    "engineer": "Network engineer",
    "voice": "Voice engineer",
    "trainer": "Training coordinator",
    "support": "Senior support technician",
    "desktop": "Desktop technician",
    "apps": "Application analyst",
    "assets": "Asset coordinator",
    "gis": "GIS analyst",
}
TECHNICAL_LEADS = {
    "application": "Senior application analyst",
    "hardware_refresh": "Desktop engineer",
    "gis": "GIS supervisor",
    "security": "Security engineer",
}


def cast_people(story: Story, template: Template, cast: Cast) -> dict[str, Person]:
    """Give a person for each role of the plan that somebody in the city plays."""
    managers = cast.holders["Senior project manager"] + cast.holders["Project manager"]
    turn = crc32(story.name.encode())
    posts = POSTS | {"tech": TECHNICAL_LEADS.get(template.type, "Senior network engineer")} | story.people
    people = {key: cast.holder(posts[key], turn=turn) for key in template.roles if key in posts}
    people["pm"] = managers[story.manager % len(managers)]
    people["sponsor"] = cast.heads[story.department]
    if "business" in template.roles and "business" not in story.people:
        people["business"] = cast.leads[story.department]
    return people
