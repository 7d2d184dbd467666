"""The chart of accounts as the city's ledger has it: funds, cost centers and accounts, and where money comes from."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department


class Fund(models.Model):
    """A set of accounts that balances by itself, held for its own purpose."""

    class Type(models.TextChoices):
        """The fund types of GASB Statement 34; a fund that a ledger named first has none until somebody gives it."""

        GENERAL = "general", _("General")
        SPECIAL_REVENUE = "special_revenue", _("Special revenue")
        DEBT_SERVICE = "debt_service", _("Debt service")
        CAPITAL_PROJECTS = "capital_projects", _("Capital projects")
        ENTERPRISE = "enterprise", _("Enterprise")
        INTERNAL_SERVICE = "internal_service", _("Internal service")
        FIDUCIARY = "fiduciary", _("Fiduciary")

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=16, choices=Type.choices, blank=True)
    lapses = models.BooleanField("appropriations lapse at year end", default=True)
    """Whether what is neither spent nor encumbered at year end falls back to the fund."""
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def chart_note(self) -> str:
        """What the chart says of it beside its name."""
        return str(self.get_type_display() or _("Type not known yet"))


class CostCenter(models.Model):
    """A part of the city that spends, with the program it serves."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    program = models.CharField(max_length=80, blank=True)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="cost_centers"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def chart_note(self) -> str:
        """What the chart says of it beside its name."""
        return self.program or str(self.department or "")


class Account(models.Model):
    """What money is spent on; the class tells whether it makes an asset or runs what there is."""

    class Class(models.TextChoices):
        OPERATING = "operating", _("Operating")
        CAPITAL = "capital", _("Capital")

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    spends_on = models.CharField("class", max_length=9, choices=Class.choices, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def chart_note(self) -> str:
        """What the chart says of it beside its name."""
        return str(self.get_spends_on_display() or _("Class not known yet"))


class FundingSource(models.Model):
    """Where the money of a fund comes from for projects: a grant, a bond, a partner's share."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("Grant")
        BOND = "bond", _("Bond")
        PARTNER = "partner", _("Partner share")
        FEES = "fees", _("Fees")
        BALANCE = "balance", _("Fund balance")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="sources")
    amount = models.DecimalField("award", max_digits=14, decimal_places=2, null=True, blank=True)
    match_percent = models.PositiveSmallIntegerField(
        "match", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    """The share of the eligible cost that the city itself has to bring."""
    spend_by = models.DateField(null=True, blank=True)
    eligible_costs = models.TextField(blank=True)
    authority = models.CharField("ordinance, resolution or award", max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(match_percent=None) | models.Q(match_percent__lte=100),
                name="match_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chart_note(self) -> str:
        """What the chart says of it beside its name."""
        return f"{self.get_kind_display()}, {self.fund}"
