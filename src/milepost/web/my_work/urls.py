"""Addresses of my work."""

from django.urls import path

from milepost.web.my_work.calendar_feed import calendar, feed
from milepost.web.my_work.check_in import check_in
from milepost.web.my_work.views import my_work, own_task, reviewed_risk

app_name = "my-work"

urlpatterns = [
    path("", my_work, name="my-work"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/<str:key>.ics", feed, name="feed"),
    path("check-in/", check_in, name="check-in"),
    path("tasks/<int:task_id>/", own_task, name="task"),
    path("risks/<int:risk_id>/", reviewed_risk, name="risk"),
]
