"""Can a schedule be trusted? The fourteen checks of DCMA, and GAO's ten best practices as far as data show them."""

from milepost.engine.assessment.checks import assess
from milepost.engine.assessment.practices import Practice, practices
from milepost.engine.assessment.result import Check, Verdict
from milepost.engine.assessment.settings import Settings
from milepost.engine.assessment.subject import BaselineDates, Subject

__all__ = ["BaselineDates", "Check", "Practice", "Settings", "Subject", "Verdict", "assess", "practices"]
