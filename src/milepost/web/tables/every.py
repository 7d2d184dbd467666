"""Every table of the product by its name, for exports in the background and for tests."""

from milepost.web.imports.tables import IMPORTS
from milepost.web.people.tables import DIRECTORY
from milepost.web.projects.tables.issues import ISSUES, PROJECT_ISSUES
from milepost.web.projects.tables.projects import PORTFOLIO, PROJECTS
from milepost.web.projects.tables.risks import PROJECT_RISKS, RISKS
from milepost.web.projects.tables.tasks import TASKS
from milepost.web.reports.tables import REPORTS
from milepost.web.settings.tables import AUDIT
from milepost.web.tables.table import Table

_TABLES = (
    PROJECTS, PORTFOLIO, RISKS, PROJECT_RISKS, ISSUES, PROJECT_ISSUES, TASKS, DIRECTORY, AUDIT, REPORTS, IMPORTS,
)  # fmt: skip
EVERY_TABLE: dict[str, Table] = {table.name: table for table in _TABLES}
