"""The ten best practices of GAO's Schedule Assessment Guide, GAO-16-89G (Dec 2015), as far as checks can show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.engine.assessment.result import Check, Verdict


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice with the checks that speak to it; without any, only people can judge it."""

    number: int
    title: str
    characteristic: str
    verdict: Verdict
    checks: tuple[str, ...]
    reason: str = ""


# Number, title, characteristic (Table 7, page 149), the checks that speak to it, and who must judge the rest.
_PRACTICES: tuple[tuple[int, str, str, tuple[str, ...], str], ...] = (
    (1, "Capturing all activities", "Comprehensive", (), "No figure shows what is absent: compare with the scope."),
    (2, "Sequencing all activities", "Well constructed", ("1", "2", "3", "4", "5"), ""),
    (3, "Assigning resources to all activities", "Comprehensive", ("10",), "No threshold is set; read the share."),
    (4, "Establishing the duration of all activities", "Comprehensive", ("8",), ""),
    (5, "Horizontal and vertical traceability", "Credible", ("12",), "Agreement with other plans is judged by people."),
    (6, "Confirming that the critical path is valid", "Well constructed", ("7", "12"), ""),
    (7, "Ensuring reasonable total float", "Well constructed", ("6", "7"), ""),
    (8, "Conducting a schedule risk analysis", "Credible", (), "No analysis of risk is part of the plan."),
    (9, "Updating with actual progress and logic", "Controlled", ("9a", "9b"), ""),
    (10, "Maintaining a baseline schedule", "Controlled", ("11", "13", "14"), ""),
)  # fmt: skip


def practices(checks: Sequence[Check]) -> list[Practice]:
    """Judge each practice by its checks: one that fails fails it, and without one that could be assessed it is open."""
    by_number = {check.number: check for check in checks}
    return [
        Practice(number, title, characteristic, *_judged(by_number, numbers, reason))
        for number, title, characteristic, numbers, reason in _PRACTICES
    ]


def _judged(
    by_number: Mapping[str, Check], numbers: tuple[str, ...], reason: str
) -> tuple[Verdict, tuple[str, ...], str]:
    found = [by_number[number] for number in numbers if number in by_number]
    verdicts = {check.verdict for check in found}
    if Verdict.FAIL in verdicts:
        failed = ", ".join(check.title.lower() for check in found if check.verdict is Verdict.FAIL)
        return Verdict.FAIL, numbers, f"Fails: {failed}."
    if Verdict.PASS in verdicts:
        return Verdict.PASS, numbers, reason
    lacks = " ".join(dict.fromkeys(check.reason for check in found if check.reason))
    return Verdict.NOT_ASSESSABLE, numbers, lacks or reason
