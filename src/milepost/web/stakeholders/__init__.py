"""Pages of a project's stakeholders, of the groups it impacts, and of its communication plan."""
