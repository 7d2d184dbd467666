"""Two versions of a schedule laid side by side, as a city audits what a vendor submits each month."""

from milepost.engine.submission.audit import Audit, Finding, Topic, Version, audit
from milepost.engine.submission.letter import letter

__all__ = ["Audit", "Finding", "Topic", "Version", "audit", "letter"]
