"""Numbers given out one by one."""

from django.db import models


class Sequence(models.Model):
    name = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
