"""Tells which fields of a file Milepost does not keep, counted by field."""

import re
from collections import Counter
from collections.abc import Iterator

from milepost.exchange.counting import counted
from milepost.exchange.mspdi.records import Record
from milepost.exchange.plan import Notice

KEPT = {
    "Task": """UID ID GUID Name IsNull Active Manual ManualStart ManualFinish ManualDuration Contact WBS OutlineNumber
        OutlineLevel Priority Start Finish Duration DurationFormat Estimated Milestone Summary Critical EarlyStart
        EarlyFinish LateStart LateFinish FreeSlack TotalSlack PercentComplete ActualStart ActualFinish RemainingDuration
        ConstraintType ConstraintDate CalendarUID Deadline Notes PredecessorLink Baseline Recurring ExternalTask
        IsSubproject LevelingDelay Type EffortDriven IgnoreResourceCalendar""",
    "Resource": "UID ID Name IsNull Type EmailAddress MaxUnits CalendarUID IsCostResource",
    "Assignment": "UID TaskUID ResourceUID Units Work",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks",
}
FOLLOWS = {
    "Task": """CreateDate WBSLevel Stop Resume ResumeValid OverAllocated StartVariance FinishVariance WorkVariance
        DurationVariance StartSlack FinishSlack PercentWorkComplete ActualDuration RegularWork RemainingWork
        RemainingCost RemainingOvertimeCost RemainingOvertimeWork CV ACWP BCWS BCWP SV Work LevelingDelayFormat
        PreLeveledStart PreLeveledFinish FreeformDurationFormat IsSubprojectReadOnly ActualWorkProtected
        ActualOvertimeWorkProtected DisplayAsSummary DisplayOnTimeline BoardStatusColumnOrderingID
        SprintColumnOrderingID NextAvailableBoardStatusColumnOrderingID NextAvailableSprintOrderingID FixedCostAccrual
        LevelAssignments LevelingCanSplit IsPublished CommitmentType EarnedValueMethod""",
    "Resource": """GUID Initials PeakUnits OverAllocated Start Finish Work RegularWork OvertimeWork ActualWork
        RemainingWork ActualOvertimeWork RemainingOvertimeWork PercentWorkComplete StandardRateFormat OvertimeRateFormat
        Cost OvertimeCost ActualCost ActualOvertimeCost RemainingCost RemainingOvertimeCost WorkVariance CostVariance SV
        CV ACWP BCWS BCWP IsEnterprise BookingType CreationDate ActualWorkProtected ActualOvertimeWorkProtected CanLevel
        AccrueAt WorkGroup""",
    "Assignment": """GUID Start Finish Stop Resume PercentWorkComplete RegularWork RemainingWork RemainingCost
        RemainingOvertimeCost RemainingOvertimeWork ACWP CV SV VAC BCWS BCWP StartVariance FinishVariance WorkVariance
        CostVariance Confirmed HasFixedRateUnits FixedMaterial LinkedFields Milestone Summary Overallocated
        ResponsePending UpdateNeeded RateScale LevelingDelayFormat BookingType CreationDate ActualWorkProtected
        ActualOvertimeWorkProtected PeakUnits OvertimeWork AssnOwner AssnOwnerGuid""",
    "Calendar": "GUID IsBaselineCalendar",
}
"""Fields that follow from others, or mean something only inside Microsoft Project."""

ASIDE = "Not shown in Milepost, kept for Microsoft Project"
QUIET = {name: frozenset((KEPT[name] + " " + FOLLOWS[name]).split()) for name in KEPT}
PLAIN = frozenset({"", "0", "0.0", "0.00", "-1", "false", "PT0H0M0S", "NA"})
PROJECT_TEXTS = ("Subject", "Category", "Company", "Manager", "Author")
PROJECT_PARTS = ("ExtendedAttributes", "OutlineCodes", "WBSMasks")


class Losses:
    """Counts the values that Milepost does not keep, while the records pass by."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def note(self, record: Record) -> None:
        """Count the fields of one task, resource, assignment or calendar."""
        quiet = QUIET[record.name]
        for name in record.fields.keys() - quiet:
            if record.fields[name].strip() not in PLAIN:
                self._counts[record.name, name] += 1
        for name in record.children.keys() - quiet:
            self._counts[record.name, name] += 1

    def notices(self, project: Record) -> Iterator[Notice]:
        """Give one notice per field, the most frequent first."""
        for (entity, name), count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0])):
            what = f"{label(name)} of {counted(count, entity.lower())}"
            yield Notice(f"{ASIDE}: {what}.", where=f"{entity}.{name}")
        if kept_aside := _project_fields(project):
            yield Notice(f"{ASIDE}: {', '.join(kept_aside)} of the project.", where="Project")


def _project_fields(project: Record) -> list[str]:
    texts = [label(name) for name in PROJECT_TEXTS if project.fields.get(name, "").strip()]
    return texts + [label(name) for name in PROJECT_PARTS if name in project.children]


def label(name: str) -> str:
    """Write a field's name as words: `FixedCost` is fixed cost."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).split()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
