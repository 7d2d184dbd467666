"""The runbook of a cutover, whom to call, and each run of it: rehearsals and the night itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models.go_live import GoLive
from milepost.domain.people.models import Person


class StepKind(models.TextChoices):
    WORK = "work", _("Step")
    DECISION = "decision", _("Go/no-go point")
    BACK_OUT = "back_out", _("Back-out step")


class RunbookStep(models.Model):
    """One step of the plan of a cutover, or of the way back."""

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="runbook_steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=8, choices=StepKind.choices, default=StepKind.WORK)
    title = models.CharField(_("Step"), max_length=200)
    instructions = models.TextField(_("How"), blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Owner")
    )
    offset_minutes = models.PositiveIntegerField(_("Minutes after the start"), default=0)
    """Minutes that pass between the start, of the cutover or of the back-out, and this step."""
    duration_minutes = models.PositiveSmallIntegerField(_("Minutes it takes"), default=15)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset_minutes__lte=20160, duration_minutes__lte=10080),
                name="runbook_step_within_two_weeks",
                violation_error_message=_("A cutover takes two weeks at most."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_back_out(self) -> bool:
        return self.kind == StepKind.BACK_OUT


class StepWait(models.Model):
    """A step that waits for one before it."""

    step = models.ForeignKey(RunbookStep, on_delete=models.PROTECT, related_name="waits")
    waits_for = models.ForeignKey(RunbookStep, on_delete=models.PROTECT, related_name="awaited_by")

    class Meta:
        ordering = ["waits_for__position"]
        constraints = [models.UniqueConstraint(fields=["step", "waits_for"], name="step_waits_once")]

    def __str__(self) -> str:
        return f"{self.step} waits for {self.waits_for}"


class CallTreeEntry(models.Model):
    """Somebody to call in the night, and who makes that call."""

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="call_tree")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Called for"), max_length=120)
    phone = models.CharField(_("Phone"), max_length=40)
    called_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calls",
        verbose_name=_("Called by"),
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "call tree entries"

    def __str__(self) -> str:
        return self.name


class CutoverRun(models.Model):
    """A runbook as it is run: with the steps as they stood when it began, which stay as its record."""

    class Kind(models.TextChoices):
        REHEARSAL = "rehearsal", _("Rehearsal")
        CUTOVER = "cutover", _("Cutover")

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way")
        BACKING_OUT = "backing_out", _("Backing out")
        DONE = "done", _("Done")
        BACKED_OUT = "backed_out", _("Backed out")
        STOPPED = "stopped", _("Stopped")

    go_live = models.ForeignKey(GoLive, on_delete=models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=11, choices=State.choices, default=State.UNDER_WAY)
    planned_start = models.DateTimeField()
    """The moment from which the steps' minutes count; of a rehearsal, when it began."""
    latest_back_out = models.DateTimeField(null=True, blank=True)
    service_back_by = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    back_out_at = models.DateTimeField(null=True, blank=True)
    back_out_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    back_out_reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    """Grows with every change, so that the phones of a night know whether to draw anew."""

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["go_live"],
                condition=models.Q(state__in=["under_way", "backing_out"]),
                name="one_run_of_a_cutover_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.go_live}"

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.UNDER_WAY, self.State.BACKING_OUT}

    @property
    def is_backing_out(self) -> bool:
        return self.state == self.State.BACKING_OUT


class RunStep(models.Model):
    """A step of a run: as it was planned, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Skipped")
        DROPPED = "dropped", _("Not run")

    run = models.ForeignKey(CutoverRun, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=StepKind.choices)
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offset_minutes = models.PositiveIntegerField()
    duration_minutes = models.PositiveSmallIntegerField()
    waits_for = models.JSONField(default=list, blank=True)
    """The numbers of the steps it waits for."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="run_step_number_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_back_out(self) -> bool:
        return self.kind == StepKind.BACK_OUT

    @property
    def is_settled(self) -> bool:
        return self.state in {self.State.DONE, self.State.SKIPPED, self.State.DROPPED}
