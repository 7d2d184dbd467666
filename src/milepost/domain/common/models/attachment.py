"""Files people bring, kept as they came."""

from django.db import models


class Attachment(models.Model):
    name = models.CharField(max_length=255)
    content = models.FileField(upload_to="attachments/%Y/%m/")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    def read(self) -> bytes:
        """Give the whole content; for files that are known to be small."""
        with self.content.open() as file:
            content: bytes = file.read()
            return content
