"""Every table of the product by its name, for exports in the background and for tests."""

from milepost.web.projects.tables.projects import PORTFOLIO, PROJECTS
from milepost.web.tables.table import Table

EVERY_TABLE: dict[str, Table] = {table.name: table for table in (PROJECTS, PORTFOLIO)}
