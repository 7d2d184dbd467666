"""Pages of the running logs of vendors and partners."""
