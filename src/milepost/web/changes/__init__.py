"""Pages of change requests: what is asked for, what it would do, who decides, and the log of what was changed."""
