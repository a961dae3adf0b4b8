"""Choosing an evidence file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AttachmentForm(forms.Form):
    """What is in the file is judged by evidence.py."""

    file = forms.FileField(
        label=_("File"),
        max_length=1000,
        allow_empty_file=True,  # evidence.py says what to do about an empty one
        help_text=_("PDF, JPEG, PNG, TIFF, WebP or plain text in UTF-8; at most 25 MB."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp,.txt"}),
    )
    shows = forms.CharField(
        label=_("What it shows"),
        max_length=200,
        required=False,
        help_text=_("For example: page 1 of 2. The name of the file is not given out."),
    )
