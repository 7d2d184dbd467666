"""An amount divided among shares so that the parts always re-add to it."""

from collections.abc import Sequence
from fractions import Fraction


def apportioned(cents: int, weights: Sequence[int]) -> list[int]:
    """Divide whole cents by weights: each part rounded down, then a cent to the largest remainders.

    Hamilton's method. Of equal remainders the first gets the cent. A negative amount is divided like its positive one.
    Raises `ValueError` where no weight is above zero or one is below.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("Weights are not negative, and one of them is above zero.")
    sign = -1 if cents < 0 else 1
    exact = [Fraction(abs(cents) * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    missing = abs(cents) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[:missing]:
        parts[place] += 1
    return [sign * part for part in parts]
