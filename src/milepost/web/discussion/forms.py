"""What people type and choose to say something, or to bring files."""

from typing import Any, BinaryIO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models.comment import LONGEST

CJIS = "Never upload criminal justice information."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(gettext("Choose a file first."))
        return [super(FilesField, self).clean(one, initial) for one in given]


class BringsFiles(forms.Form):
    """A form in which files are brought, read as actions take them."""

    @property
    def files_brought(self) -> list[tuple[BinaryIO, str]]:
        """Give the content and the name of each file that was understood."""
        return [(one.file, one.name or "file") for one in self.cleaned_data.get("attachments", [])]


class CommentForm(BringsFiles):
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": True}),
        error_messages={"required": "Write something first."},
    )
    asks = forms.BooleanField(label=_("Needs an answer"), required=False)
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    attachments = FilesField(label=_("Files"), required=False)


class EditForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-mentions": True}),
        error_messages={"required": "Write something first."},
    )


FILES_ID = "id_files_%s"
"""The form of comments on the same page takes attachments too."""


class FilesForm(BringsFiles):
    attachments = FilesField(label=_("Files to attach"), help_text=CJIS)
