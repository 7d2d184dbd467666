"""Pages of going live: readiness, the runbook and its runs."""
