"""The addresses of meetings, action items and decisions."""

from django.urls import path

from milepost.web.meetings.views import calling, holding, listing, preparing, registers

app_name = "meetings"

urlpatterns = [
    path("meetings/", listing.index, name="index"),
    path("meetings/new/", calling.new, name="new"),
    path("meetings/series/<int:series_id>/edit/", calling.edit_series_page, name="series"),
    path("meetings/<int:meeting_id>/", holding.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/edit/", calling.edit, name="edit"),
    path("meetings/<int:meeting_id>/cancellation/", calling.cancellation, name="cancellation"),
    path("meetings/<int:meeting_id>/invitation.ics", calling.invitation, name="invitation"),
    path("meetings/<int:meeting_id>/agenda/", preparing.agenda, name="agenda"),
    path("meetings/<int:meeting_id>/proposals/", preparing.proposals, name="proposals"),
    path("meetings/<int:meeting_id>/notice/", preparing.notice, name="notice"),
    path("meetings/agenda/<int:item_id>/", preparing.item, name="agenda-item"),
    path("meetings/agenda/<int:item_id>/position/", preparing.position, name="position"),
    path("meetings/agenda/<int:item_id>/removal/", preparing.removal, name="agenda-removal"),
    path("meetings/<int:meeting_id>/entries/", holding.entries, name="entries"),
    path("meetings/entries/<int:entry_id>/removal/", holding.entry_removal, name="entry-removal"),
    path("meetings/<int:meeting_id>/attendance/", holding.attendance, name="attendance"),
    path("meetings/<int:meeting_id>/minutes/", holding.minutes, name="minutes"),
    path("meetings/<int:meeting_id>/minutes.pdf", holding.pdf, name="pdf"),
    path("action-items/", registers.action_items, name="action-items"),
    path("action-items/new/", registers.new_action_item, name="new-action-item"),
    path("action-items/<int:number>/", registers.action_item, name="action-item"),
    path("action-items/<int:number>/end/", registers.action_item_end, name="action-item-end"),
    path("decisions/", registers.decisions, name="decisions"),
    path("decisions/new/", registers.new_decision, name="new-decision"),
    path("projects/<int:project_id>/meetings/", listing.of_project, name="of_project"),
]
