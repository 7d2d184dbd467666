"""How a staff request goes from state to state: which deed is possible in which state, and whose it is."""

from enum import StrEnum

from milepost.domain.staffing.models import RequestEntry, StaffRequest

State = StaffRequest.State
Deed = RequestEntry.Deed


class Side(StrEnum):
    """Who takes a step."""

    PROJECT = "project"
    SUPERVISOR = "supervisor"
    CLOCK = "clock"
    """Milepost itself, as days pass or the plan moves."""


STEPS: dict[tuple[str, str, Side], str] = {
    (State.DRAFT, Deed.SENT, Side.PROJECT): State.REQUESTED,
    (State.DRAFT, Deed.WITHDRAWN, Side.PROJECT): State.WITHDRAWN,
    (State.REQUESTED, Deed.SENT, Side.PROJECT): State.REQUESTED,
    (State.REQUESTED, Deed.COUNTERED, Side.SUPERVISOR): State.COUNTERED,
    (State.REQUESTED, Deed.HELD, Side.SUPERVISOR): State.TENTATIVE,
    (State.REQUESTED, Deed.CONFIRMED, Side.SUPERVISOR): State.CONFIRMED,
    (State.REQUESTED, Deed.DECLINED, Side.SUPERVISOR): State.DECLINED,
    (State.COUNTERED, Deed.SENT, Side.PROJECT): State.REQUESTED,
    (State.COUNTERED, Deed.CONFIRMED, Side.PROJECT): State.CONFIRMED,
    (State.COUNTERED, Deed.COUNTERED, Side.SUPERVISOR): State.COUNTERED,
    (State.COUNTERED, Deed.DECLINED, Side.SUPERVISOR): State.DECLINED,
    (State.TENTATIVE, Deed.SENT, Side.PROJECT): State.REQUESTED,
    (State.TENTATIVE, Deed.COUNTERED, Side.SUPERVISOR): State.COUNTERED,
    (State.TENTATIVE, Deed.CONFIRMED, Side.SUPERVISOR): State.CONFIRMED,
    (State.TENTATIVE, Deed.DECLINED, Side.SUPERVISOR): State.DECLINED,
    (State.DECLINED, Deed.SENT, Side.PROJECT): State.REQUESTED,
    (State.CONFIRMED, Deed.WITHDRAWN, Side.PROJECT): State.WITHDRAWN,
    (State.CONFIRMED, Deed.REOPENED, Side.CLOCK): State.REQUESTED,
    (State.CONFIRMED, Deed.REOPENED, Side.SUPERVISOR): State.REQUESTED,
    **{
        (state, Deed.WITHDRAWN, Side.PROJECT): State.WITHDRAWN
        for state in (State.REQUESTED, State.COUNTERED, State.TENTATIVE)
    },
    **{
        (state, Deed.EXPIRED, Side.CLOCK): State.EXPIRED
        for state in (State.REQUESTED, State.COUNTERED, State.TENTATIVE)
    },
}
"""By state, deed and side, the state that follows; what is not here is refused."""


def state_after(state: str, deed: str, side: Side) -> str | None:
    """Give the state that a deed leads to, or `None` where it is not possible."""
    return STEPS.get((state, deed, side))


def deeds_in(state: str, side: Side) -> list[str]:
    """Give what a side may do in a state."""
    return [deed for (from_state, deed, whose), _ in STEPS.items() if (from_state, whose) == (state, side)]
