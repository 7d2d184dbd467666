"""Rows that stand as they were written: baselines, ratings, and whatever else must never be changed."""

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model, covariant=True)


class Unchangeable(Exception):
    """Raised by any attempt to change a row that is written once."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"A {model._meta.verbose_name} is never changed once it stands.")


class WrittenOnceQuerySet(models.QuerySet[M]):
    def update(self, **kwargs: Any) -> int:
        """Refuse; bulk updates come through here as well."""
        raise Unchangeable(self.model)


class WrittenOnce(models.Model):
    """A model whose rows may be inserted, and taken back by an undo, but never changed."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a row that stands already is refused."""
        if not self._state.adding:
            raise Unchangeable(type(self))
        super().save(*args, **kwargs)
