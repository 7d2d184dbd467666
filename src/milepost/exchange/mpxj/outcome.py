"""How a conversion ended, as the exit code of its process."""

from enum import IntEnum


class Outcome(IntEnum):
    CONVERTED = 0
    UNREADABLE = 10
    NO_JAVA = 11
    TOO_LARGE = 12
