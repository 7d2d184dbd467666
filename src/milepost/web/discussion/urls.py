"""The addresses of discussions, their comments and their files."""

from django.urls import path

from milepost.web.discussion import files, views

app_name = "discussion"

_TOPIC = "discussion/<slug:key>/<int:topic_id>/"

urlpatterns = [
    path("projects/<int:project_id>/discussion/", views.of_project, name="of_project"),
    path(_TOPIC, views.topic, name="topic"),
    path(f"{_TOPIC}comments/", views.comments, name="comments"),
    path(f"{_TOPIC}files/", files.files, name="files"),
    path(f"{_TOPIC}people/", views.people, name="people"),
    path(f"{_TOPIC}watch/", views.watch, name="watch"),
    path("comments/<int:comment_id>/", views.comment, name="comment"),
    path("comments/<int:comment_id>/removal/", views.removal, name="removal"),
    path("asks/<int:mention_id>/settlement/", views.settlement, name="settlement"),
    path("files/<int:file_id>/removal/", files.file_removal, name="file-removal"),
    path("files/<int:file_id>/picture/", files.picture, name="picture"),
    path("files/<int:file_id>/<str:name>", files.file, name="file"),
]
