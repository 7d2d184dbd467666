"""What every action raises, in a class of its own, when it will not do what it is asked."""


class Refusal(Exception):
    """A sentence the person can act on; `field` names the field it is about, where there is one."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
