"""Pages of labor rates: what an hour of each job class costs, from when on, and who is in which."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.permissions import may_anywhere, require
from milepost.domain.staffing.actions.keeping_rates import (
    CannotKeepRates,
    add_job_class,
    classify,
    edit_job_class,
    set_labor_rate,
    withdraw_labor_rate,
)
from milepost.domain.staffing.calculations.labor_cost import rated_classes
from milepost.domain.staffing.models import JobClass, LaborRate, PostedHours
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.staffing.rate_forms import (
    ClassificationForm,
    JobClassForm,
    LaborRateForm,
    WithdrawalForm,
)

VIEW, EDIT = "staffing.view_rates", "staffing.edit_rates"


@for_persons
@require_GET
def rates(request: AskedBy) -> HttpResponse:
    """List the job classes with the rate of today and how many people each has."""
    _may_read(request)
    shown = {"classes": rated_classes(on=today()), "may_edit": may_anywhere(request.person, EDIT)}
    return render(request, "staffing/rates.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def new_job_class(request: AskedBy) -> HttpResponse:
    """Add a job class."""
    require(request.person, EDIT)
    form = JobClassForm(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_job_class(by=request.person, at=now(), **form.cleaned_data)
            return _saved(request, added, gettext("{name} is added; give it a rate."))
    shown = {"form": form}
    return render(request, "staffing/job_class_form.html", shown, status=422 if form.errors else 200)


@for_persons
@require_GET
def job_class(request: AskedBy, job_class_id: int) -> HttpResponse:
    """Show one job class: its rates, the latest first, and its people."""
    _may_read(request)
    return _show(request, get_object_or_404(JobClass, pk=job_class_id))


@for_persons
@require_POST
def job_class_name(request: AskedBy, job_class_id: int) -> HttpResponse:
    """Give a job class another name or description."""
    edited = get_object_or_404(JobClass, pk=job_class_id)
    form = JobClassForm(request.POST, auto_id="class_%s")
    if form.is_valid():
        with shown_in(form):
            edit_job_class(edited, by=request.person, at=now(), **form.cleaned_data)
            return _saved(request, edited, gettext("{name} is saved."))
    return _show(request, get_object_or_404(JobClass, pk=job_class_id), name_form=form)


@for_persons
@require_POST
def new_rate(request: AskedBy, job_class_id: int) -> HttpResponse:
    """Let an hour cost something else from a day on."""
    rated = get_object_or_404(JobClass, pk=job_class_id)
    form = LaborRateForm(request.POST, auto_id="rate_%s")
    if form.is_valid():
        with shown_in(form, CannotKeepRates):
            set_labor_rate(rated, by=request.person, at=now(), **form.cleaned_data)
            return _saved(request, rated, gettext("The rate of {name} is saved."))
    return _show(request, rated, rate_form=form)


@for_persons
@require_POST
def rate_withdrawal(request: AskedBy, rate_id: int) -> HttpResponse:
    """Take a rate off, so that the one before it counts on."""
    rate = get_object_or_404(LaborRate.objects.select_related("job_class"), pk=rate_id)
    form = WithdrawalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        withdraw_labor_rate(rate, reason=reason, by=request.person, at=now())
        messages.success(request, gettext("The rate is withdrawn."))
    except CannotKeepRates as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:job-class", rate.job_class_id)


@for_persons
@require_POST
def classification(request: AskedBy, job_class_id: int) -> HttpResponse:
    """Let a person be in the class from a day on."""
    chosen = get_object_or_404(JobClass, pk=job_class_id)
    form = ClassificationForm(request.POST, auto_id="person_%s")
    if form.is_valid():
        with shown_in(form, CannotKeepRates):
            classify(job_class=chosen, by=request.person, at=now(), **form.cleaned_data)
            return _saved(request, chosen, gettext("The person is in the class {name}."))
    return _show(request, chosen, people_form=form)


def _may_read(request: AskedBy) -> None:
    if not may_anywhere(request.person, VIEW):
        require(request.person, VIEW)


def _saved(request: AskedBy, row: JobClass, sentence: str) -> HttpResponse:
    messages.success(request, sentence.format(name=row.name))
    return redirect("staffing:job-class", row.pk)


def _show(
    request: AskedBy,
    rated: JobClass,
    *,
    name_form: JobClassForm | None = None,
    rate_form: LaborRateForm | None = None,
    people_form: ClassificationForm | None = None,
) -> HttpResponse:
    of_class = next(one for one in rated_classes(on=today()) if one.job_class == rated)
    initial = {"name": rated.name, "description": rated.description}
    refused = name_form or rate_form or people_form
    shown = {
        "rated": rated,
        "current": of_class.rate,
        "people": of_class.people,
        "rates": rated.rates.order_by("-first"),
        "may_edit": may_anywhere(request.person, EDIT),
        "is_costed": PostedHours.objects.filter(person__in=rated.classifications.values("person")).exists(),
        "refused": refused,
        "name_form": name_form or JobClassForm(initial=initial, auto_id="class_%s"),
        "rate_form": rate_form or LaborRateForm(initial={"first": today()}, auto_id="rate_%s"),
        "people_form": people_form or ClassificationForm(initial={"first": today()}, auto_id="person_%s"),
    }
    return render(request, "staffing/job_class.html", shown, status=422 if refused else 200)
