"""Projects: the list, and the workspace of each."""
