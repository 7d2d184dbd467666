"""Errors as problem details (RFC 9457): what went wrong, in a sentence, and which field it is about."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.applying_commands.problems import CannotApply
from milepost.domain.projects.actions.editing import StaleField
from milepost.domain.staffing.actions.deciding_timesheets import DecidedMeanwhile
from milepost.domain.staffing.actions.stepping_requests import AnsweredMeanwhile
from milepost.exchange.errors import UnreadableFile

PROBLEM_JSON = "application/problem+json"


class Problem(Schema):
    """One error."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str = ""
    errors: list[dict[str, str]] = []


PROBLEMS: dict[Any, Any] = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    422: Problem,
}
TITLES = {
    400: "Not understood",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "Changed meanwhile",
    422: "Refused",
}


def answer_with_problems(api: NinjaAPI) -> None:
    """Let every exception of the house become a problem detail."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(403, str(error))

    @api.exception_handler(Refusal)
    def refusal(_request: HttpRequest, error: Refusal) -> HttpResponse:
        return problem(
            409 if isinstance(error, StaleField | AnsweredMeanwhile | DecidedMeanwhile) else 422,
            str(error),
            field=error.field,
        )

    @api.exception_handler(CannotApply)
    def cannot_apply(_request: HttpRequest, error: CannotApply) -> HttpResponse:
        errors = [
            {"field": f"commands.{one.command}.{one.problem.field}", "detail": one.problem.message}
            for one in error.problems
        ]
        return problem(409 if error.is_stale else 422, str(error), errors=errors)

    @api.exception_handler(UnreadableFile)
    def unreadable(_request: HttpRequest, error: UnreadableFile) -> HttpResponse:
        return problem(422, str(error), field="file")

    @api.exception_handler(AuthenticationError)
    def not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(401, "Send a token as “Authorization: Bearer …”, or sign in.")

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"field": ".".join(map(str, one["loc"][1:])), "detail": one["msg"]} for one in error.errors]
        return problem(422, "Some values are missing or of the wrong kind.", errors=errors)

    @api.exception_handler(DjangoValidationError)
    def against_a_rule(_request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        errors = [{"field": field, "detail": text} for field, texts in by_field.items() for text in texts]
        return problem(422, errors[0]["detail"], field=errors[0]["field"], errors=errors)

    @api.exception_handler(Http404)
    @api.exception_handler(ObjectDoesNotExist)
    def not_found(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(404, "There is no such thing, or it is not yours to see.")

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))


def problem(
    status: int, detail: str, *, field: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """Give a problem detail as the answer."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "field": field,
        "errors": errors or [],
    }
    return JsonResponse(body, status=status, content_type=PROBLEM_JSON)
