"""What the global search looks through: derived from the rows of all areas, thrown away and rebuilt, never recorded."""

from django.db import models


class SearchEntry(models.Model):
    """The words by which one row is found."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    scope_id = models.BigIntegerField(null=True)
    """The project that the row lies in, where it lies in one; areas decide by it who may find the row."""
    number = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    """Title first, then what else is searched, without accents and case; each word follows a space."""
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.text.strip()
