"""Addresses of my work."""

from datetime import date

from django.urls import path, register_converter

from milepost.web.my_work.calendar_feed import calendar, feed
from milepost.web.my_work.check_in import check_in
from milepost.web.my_work.timesheet import taking_back, timesheet
from milepost.web.my_work.views import my_work, own_task, reviewed_risk

app_name = "my-work"


class WeekConverter:
    """The Monday of a week, such as 2027-03-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)

    def to_url(self, week: date) -> str:
        return week.isoformat()


register_converter(WeekConverter, "week")

urlpatterns = [
    path("", my_work, name="my-work"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/<str:key>.ics", feed, name="feed"),
    path("check-in/", check_in, name="check-in"),
    path("timesheet/", timesheet, name="timesheet"),
    path("timesheet/<week:week>/", timesheet, name="timesheet-of-week"),
    path("timesheet/<int:sheet_id>/taking-back/", taking_back, name="timesheet-taking-back"),
    path("tasks/<int:task_id>/", own_task, name="task"),
    path("risks/<int:risk_id>/", reviewed_risk, name="risk"),
]
