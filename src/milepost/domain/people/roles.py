"""The roles a person may hold, each over the whole city, a department or a project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    PORTFOLIO_MANAGER = "portfolio_manager", _("Portfolio manager")
    PROJECT_MANAGER = "project_manager", _("Project manager")
    TECHNICAL_LEAD = "technical_lead", _("Technical lead")
    BUSINESS_LEAD = "business_lead", _("Business lead")
    TEAM_MEMBER = "team_member", _("Team member")
    SUPERVISOR = "supervisor", _("Supervisor")
    FINANCE_ANALYST = "finance_analyst", _("Finance analyst")
    BUYER = "buyer", _("Buyer")
    SECURITY_REVIEWER = "security_reviewer", _("Security reviewer")
    SPONSOR = "sponsor", _("Sponsor")
    EXECUTIVE = "executive", _("Executive")
    RECORDS_OFFICER = "records_officer", _("Records officer")
    AUDITOR = "auditor", _("Auditor")
    GUEST = "guest", _("Guest")
