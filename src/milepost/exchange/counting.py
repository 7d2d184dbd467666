"""Numbers with their noun, for sentences."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write `1 task` or `1,200 tasks`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
