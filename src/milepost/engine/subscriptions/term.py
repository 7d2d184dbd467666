"""The term of a subscription: what cannot be canceled, and the options behind it (GASB 96, paragraphs 9 to 13)."""

from dataclasses import dataclass
from enum import StrEnum

SHORT_TERM_MONTHS = 12
"""A maximum possible term up to this is short-term (paragraph 13)."""


class Holder(StrEnum):
    """Who may decide about the months of an option without asking the other."""

    CITY = "city"
    VENDOR = "vendor"
    BOTH = "both"
    """Either may end it, or both must agree: the months are cancelable and count for nothing (paragraph 10)."""


@dataclass(frozen=True, slots=True)
class Option:
    """Months beyond those that cannot be canceled, by an option to extend or by one to terminate that is not used."""

    months: int
    holder: Holder
    is_certain: bool
    """Whether it is reasonably certain that the subscription runs through these months."""


@dataclass(frozen=True, slots=True)
class Term:
    """The months that cannot be canceled with the options behind them, in their order."""

    noncancelable_months: int
    options: tuple[Option, ...] = ()

    @property
    def months(self) -> int:
        """Give the subscription term; an option after one that is not certain is not reached."""
        months = self.noncancelable_months
        for option in self._held:
            if not option.is_certain:
                break
            months += option.months
        return months

    @property
    def maximum_months(self) -> int:
        """Give the maximum possible term: every option counts, however unlikely."""
        return self.noncancelable_months + sum(option.months for option in self._held)

    @property
    def is_short(self) -> bool:
        """Tell whether payments are simply expensed; a year with an option to renew is not short-term."""
        return self.maximum_months <= SHORT_TERM_MONTHS

    @property
    def _held(self) -> list[Option]:
        return [option for option in self.options if option.holder is not Holder.BOTH]
