"""Checks 10 to 14: who does the work, what was missed, and whether the finish holds."""

from dataclasses import replace

from milepost.engine.assessment.result import Check, Unit, Verdict, not_assessable, share
from milepost.engine.assessment.subject import Subject, is_done
from milepost.engine.network.model import Task

NO_STATUS = "The plan has no status date."
NO_BASELINE = "The plan has no baseline."


def resources(subject: Subject) -> Check:
    """Tell how much work of a day or more has nobody on it; the source sets no threshold."""
    title, measures = "Resources", "Incomplete tasks of at least a day without anybody on them"
    if subject.resourced is None:
        return not_assessable("10", title, measures, "The plan names nobody.")
    lasting = [task for _, task in subject.incomplete if subject.days(task.duration) >= 1]
    if not lasting:
        return not_assessable("10", title, measures, "There is no incomplete task of at least a day.")
    found = tuple(task.uid for task in lasting if task.uid not in subject.resourced)
    count, of = len(found), len(lasting)
    return Check("10", title, Verdict.NO_THRESHOLD, measures, count / of, counted=count, of=of, tasks=found)


def missed(subject: Subject) -> Check:
    """Find work that was due by the status date and ended, or will end, later."""
    title, measures = "Missed tasks", "Tasks due by the status date that finish after their baseline"
    lack = _lacks(subject)
    if lack:
        return not_assessable("11", title, measures, lack)
    due = _due(subject)
    finishes = subject.schedule.finish
    found = [
        task.uid for at, task in due if _finish(task, int(finishes[at])) > subject.baseline[task.uid].finish
    ]
    return share(
        "11", title, measures, found, of=len(due), at_most=subject.settings.missed,
        of_what="task that was due by the status date",
    )  # fmt: skip


def critical_path_test(subject: Subject) -> Check:
    """Delay one critical task far, and see whether what finishes last follows."""
    days = subject.settings.critical_path_test_days
    title, measures = (
        "Critical path test",
        f"Days the finish moves when a critical task takes {days:g} days longer",
    )
    critical = [
        (at, task)
        for at, task in subject.incomplete
        if subject.schedule.critical[at] and not task.elapsed and task.pinned_start is None
    ]
    if not critical:
        return not_assessable("12", title, measures, "No incomplete task is critical.")
    _, task = min(critical, key=lambda found: int(subject.schedule.start[found[0]]))
    longer = _prolonged(task, round(days * subject.minutes_per_day))
    tasks = [longer if one.uid == task.uid else one for one in subject.network.tasks]
    delayed = subject.compute(replace(subject.network, tasks=tasks))
    end = _end(subject)
    moved = subject.working_days(int(subject.schedule.finish[end]), int(delayed.finish[end]))
    holds = abs(moved - days) <= days * subject.settings.critical_path_test_tolerance
    return Check(
        "12", title, Verdict.PASS if holds else Verdict.FAIL, measures, moved, Unit.DAYS, f"about {days:g} days",
        tasks=() if holds else (task.uid,),
    )  # fmt: skip


def critical_path_length_index(subject: Subject) -> Check:
    """Tell whether what is left can be done in time: (length + float) / length, from the status date to the finish."""
    title, measures = (
        "Critical path length index",
        "Days left plus float to the baseline finish, over the days left",
    )
    lack = _lacks(subject)
    if lack:
        return not_assessable("13", title, measures, lack)
    finish = subject.schedule.finish_of_project
    length = subject.working_days(subject.network.status or 0, finish)
    if length <= 0:
        return not_assessable("13", title, measures, "Nothing is left after the status date.")
    agreed = max(kept.finish for kept in subject.baseline.values())
    value = (length + subject.working_days(finish, agreed)) / length
    return _index("13", title, measures, value, subject.settings.least_cpli)


def baseline_execution_index(subject: Subject) -> Check:
    """Tell how much of what was due is done."""
    title, measures = (
        "Baseline execution index",
        "Tasks done, over the tasks that were due or never baselined",
    )
    lack = _lacks(subject)
    if lack:
        return not_assessable("14", title, measures, lack)
    counted = [task for _, task in subject.leaves if task.duration]
    due = {task.uid for _, task in _due(subject)}
    wanted = due | {task.uid for task in counted if task.uid not in subject.baseline}
    if not wanted:
        return not_assessable("14", title, measures, "No task was due by the status date.")
    done = [task.uid for task in counted if is_done(task)]
    if not subject.settings.counts_early_completions:
        done = [uid for uid in done if uid in due]
    open_ones = tuple(task.uid for task in counted if task.uid in wanted and not is_done(task))
    return replace(
        _index("14", title, measures, len(done) / len(wanted), subject.settings.least_bei),
        counted=len(done), of=len(wanted), tasks=open_ones,
    )  # fmt: skip


def _end(subject: Subject) -> int:
    """Give the position of what finishes last; of several the last in the outline, as plans end with a milestone."""
    return max((at for at, _ in subject.leaves), key=lambda at: (int(subject.schedule.finish[at]), at))


def _index(number: str, title: str, measures: str, value: float, least: float) -> Check:
    verdict = Verdict.PASS if value >= least else Verdict.FAIL
    return Check(number, title, verdict, measures, value, Unit.INDEX, f"at least {least:.2f}")


def _lacks(subject: Subject) -> str:
    if subject.network.status is None:
        return NO_STATUS
    return "" if subject.baseline else NO_BASELINE


def _due(subject: Subject) -> list[tuple[int, Task]]:
    """Give the work whose baseline finish lies at or before the status date."""
    status = subject.network.status
    return [
        (at, task)
        for at, task in subject.leaves
        if task.duration and status is not None
        and (kept := subject.baseline.get(task.uid)) is not None and kept.finish <= status
    ]  # fmt: skip


def _finish(task: Task, forecast: int) -> int:
    return forecast if task.actual_finish is None else task.actual_finish


def _prolonged(task: Task, minutes: int) -> Task:
    remaining = None if task.remaining is None else task.remaining + minutes
    return task._replace(duration=task.duration + minutes, remaining=remaining)
