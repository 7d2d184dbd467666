"""Discussions: their pages, what is said, and what is asked in them."""

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.actions.attaching import faults_of
from milepost.domain.common.actions.commenting import (
    CannotComment,
    add_comment,
    edit_comment,
    remove_comment,
    settle_ask,
)
from milepost.domain.common.actions.watching import mute_topic, watch_topic
from milepost.domain.common.calculations.mentions import people_to_mention
from milepost.domain.common.models import Attachment, Comment, Mention
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.topics import Deed, kind_of, topics_of, visible_topics
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.access import comment_or_404, topic_of, topic_or_404
from milepost.web.discussion.forms import CommentForm, EditForm
from milepost.web.discussion.places import page_of, title_of
from milepost.web.discussion.presenting import discussion_of
from milepost.web.discussion.texts import comment_html
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import add_refusals, shown_in
from milepost.web.templatetags.components import AVATAR_COLORS

MOST_ELSEWHERE = 12


@for_persons
@require_GET
def of_project(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what is said about a project, its files, and what is said about anything within it."""
    project = project_for(request, project_id)
    within = models.Q(
        visible_topics(request.person.account), place_type="projects.project", place_id=project.pk
    )
    about_it = models.Q(topic_type="projects.project")
    said = Comment.objects.filter(within).exclude(about_it).filter(removed_at=None).select_related("by")
    elsewhere = list(said.order_by("-id")[:MOST_ELSEWHERE])
    files = Attachment.objects.filter(within, removed_at=None).exclude(about_it).select_related("by")
    return show(
        request,
        project,
        "discussion/of_project.html",
        tab="discussion",
        discussion=discussion_of(request, project),
        elsewhere=_placed(elsewhere),
        files_elsewhere=_placed(list(files.order_by("-id")[:MOST_ELSEWHERE])),
    )


@for_persons
@require_GET
def topic(request: AskedBy, key: str, topic_id: int) -> HttpResponse:
    """Show the discussion of a topic on a page of its own."""
    found = topic_or_404(request, key, topic_id)
    return show_discussion(request, found)


@for_persons
@require_POST
def comments(request: AskedBy, key: str, topic_id: int) -> HttpResponse:
    """Take a comment or a reply, with its files."""
    found = topic_or_404(request, key, topic_id)
    form = CommentForm(request.POST, request.FILES)
    if not form.is_valid():
        add_refusals(form, faults_of(form.files_brought, at=now()))
    else:
        given = form.cleaned_data
        reply_to = None
        if given["reply_to"]:
            reply_to = get_object_or_404(Comment.objects.about(found), pk=given["reply_to"])
        with shown_in(form, Refusal):
            comment = add_comment(
                found,
                given["text"],
                by=request.person.account,
                at=now(),
                asks=given["asks"],
                reply_to=reply_to,
                files=form.files_brought,
            )
            return redirect(f"{page_of(found)}#comment-{comment.pk}")
    return show_discussion(request, found, form=form)


@for_persons
@require_http_methods(["GET", "POST"])
def comment(request: AskedBy, comment_id: int) -> HttpResponse:
    """Change an own comment."""
    found = comment_or_404(request, comment_id)
    about = topic_of(found)
    form = EditForm(request.POST or None, initial={"text": found.text})
    if form.is_bound and form.is_valid():
        with shown_in(form, CannotComment):
            edit_comment(found, form.cleaned_data["text"], by=request.person.account, at=now())
            return redirect(f"{page_of(about)}#comment-{found.pk}")
    shown = {"comment": found, "form": form, **_frame(about)}
    return render(request, "discussion/comment.html", shown, status=422 if form.is_bound else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def removal(request: AskedBy, comment_id: int) -> HttpResponse:
    """Ask whether a comment is to go, and remove it."""
    found = comment_or_404(request, comment_id)
    about = topic_of(found)
    if request.method == "POST":
        _try(
            request,
            lambda: remove_comment(found, by=request.person.account, at=now()),
            "The comment is removed.",
        )
        return redirect(page_of(about))
    names = [mention.user.name for mention in found.mentions.select_related("user")]
    shown = {"comment": found, "text": comment_html(found.text, names), **_frame(about)}
    return render(request, "discussion/removal.html", shown)


@for_persons
@require_POST
def settlement(request: AskedBy, mention_id: int) -> HttpResponse:
    """Check an ask off."""
    visible = Comment.objects.visible_to(request.person.account)
    mention = get_object_or_404(
        Mention.objects.select_related("comment__by"), pk=mention_id, comment__in=visible
    )
    _try(request, lambda: settle_ask(mention, by=request.person.account, at=now()), "Checked off.")
    return redirect(f"{page_of(topic_of(mention.comment))}#comment-{mention.comment_id}")


@for_persons
@require_POST
def watch(request: AskedBy, key: str, topic_id: int) -> HttpResponse:
    """Watch a topic, or stop."""
    found = topic_or_404(request, key, topic_id)
    decide = watch_topic if request.POST.get("watch") else mute_topic
    decide(found, by=request.person.account, at=now())
    told = (
        "You will be told what happens here."
        if request.POST.get("watch")
        else "You are not told of this any more."
    )
    messages.success(request, told)
    return redirect(page_of(found))


@for_persons
@require_GET
def people(request: AskedBy, key: str, topic_id: int) -> HttpResponse:
    """Give who can be mentioned, for the picker."""
    found = topic_or_404(request, key, topic_id)
    if not kind_of(found).may(request.person.account, Deed.COMMENT, found):
        return JsonResponse({"people": []})
    typed = request.GET.get("q", "")[:80]
    offered = people_to_mention(typed, found, by=request.person.account)
    return JsonResponse(
        {
            "people": [
                {
                    "name": user.name,
                    "note": user.person.job_title,
                    "initials": user.initials,
                    "color": sum(map(ord, user.name)) % AVATAR_COLORS,
                }
                for user in offered
            ]
        }
    )


def show_discussion(request: AskedBy, about: models.Model, **forms: CommentForm) -> HttpResponse:
    """Show a discussion alone, as after a refusal."""
    shown = {"discussion": discussion_of(request, about, **forms), **_frame(about)}  # type: ignore[arg-type]
    return render(request, "discussion/topic.html", shown, status=422 if forms else 200)


def _frame(about: models.Model) -> dict[str, object]:
    place = kind_of(about).place(about)
    return {
        "title": title_of(about),
        "back": page_of(about),
        "key": kind_of(about).key,
        "topic": about,
        "trail": [
            {"label": "Projects", "url": reverse("projects:projects")},
            {"label": str(place), "url": reverse("projects:overview", args=[place.pk])},
        ],
    }


def _placed(rows: list[Comment] | list[Attachment]) -> list[dict[str, object]]:
    topics = topics_of(rows)
    found = [(row, topics[row.topic_type, row.topic_id or 0]) for row in rows]
    return [{"row": row, "title": title_of(about), "url": page_of(about)} for row, about in found]


def _try(request: AskedBy, deed: object, done: str) -> None:
    try:
        deed()  # type: ignore[operator]
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, str(refusal))
