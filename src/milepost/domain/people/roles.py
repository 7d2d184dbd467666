"""The roles a person may hold, each over the whole city, a department or a project."""

from django.db import models


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "Administrator"
    PORTFOLIO_MANAGER = "portfolio_manager", "Portfolio manager"
    PROJECT_MANAGER = "project_manager", "Project manager"
    TECHNICAL_LEAD = "technical_lead", "Technical lead"
    BUSINESS_LEAD = "business_lead", "Business lead"
    TEAM_MEMBER = "team_member", "Team member"
    SUPERVISOR = "supervisor", "Supervisor"
    FINANCE_ANALYST = "finance_analyst", "Finance analyst"
    BUYER = "buyer", "Buyer"
    SECURITY_REVIEWER = "security_reviewer", "Security reviewer"
    SPONSOR = "sponsor", "Sponsor"
    EXECUTIVE = "executive", "Executive"
    RECORDS_OFFICER = "records_officer", "Records officer"
    AUDITOR = "auditor", "Auditor"
    GUEST = "guest", "Guest"
