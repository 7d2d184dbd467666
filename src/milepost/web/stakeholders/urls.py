"""Addresses of stakeholders, under those of projects."""

from django.urls import path

from milepost.web.registers.views import addresses
from milepost.web.stakeholders.registers import (
    COMMUNICATION_REGISTER,
    IMPACTED_GROUP_REGISTER,
    STAKEHOLDER_REGISTER,
)
from milepost.web.stakeholders.views import sent

app_name = "stakeholders"

urlpatterns = [
    *addresses(STAKEHOLDER_REGISTER),
    *addresses(IMPACTED_GROUP_REGISTER),
    *addresses(COMMUNICATION_REGISTER),
    path("<int:project_id>/communications/<int:number>/sent/", sent, name="sent"),
]
