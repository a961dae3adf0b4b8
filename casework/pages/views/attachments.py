"""Evidence files of a source: adding one, and taking its safe copy."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.body_size import takes_files
from casework.access.headers import SANDBOX
from casework.access.submissions import show_on
from casework.sources.attachment_forms import AttachmentForm
from casework.sources.attachments import Attachment
from casework.sources.evidence import Damaged, attach, hand_out
from casework.sources.models import Source


@takes_files
def attach_file(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(
        Source.objects.visible_to(request.user).select_related("publisher"), pk=source_id
    )
    if not Source.objects.editable_by(request.user).filter(pk=source.pk).exists():
        raise PermissionDenied
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _attached(request, source, form):
        return redirect("pages:source", source_id=source.pk)
    return render(request, "sources/attach_file.html", {"form": form, "source": source})


def _attached(request: HttpRequest, source: Source, form: AttachmentForm) -> bool:
    """Whether the file is kept now; what stands against it is on the form otherwise."""
    file = form.cleaned_data["file"]
    try:
        _row, is_new = attach(
            by=request.user, source=source, name=file.name, declared=file.content_type or "",
            content=file.read(), shows=form.cleaned_data["shows"],
        )  # fmt: skip
    except ValidationError as problem:
        show_on(form, ValidationError({"file": problem.messages}))
        return False
    if is_new:
        messages.success(request, _("The file is kept, and a copy that tells only what it shows."))
    else:
        messages.info(request, _("This file was kept already. It was stored once."))
    return True


@require_POST
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """By POST: what is taken is recorded, and no look-ahead of a browser takes it."""
    shown = get_object_or_404(Attachment.objects.visible_to(request.user), pk=attachment_id)
    try:
        content = hand_out(by=request.user, attachment=shown)
    except Damaged:
        messages.error(
            request,
            _("The copy of this file is damaged and was not handed out. Tell whoever runs this "
              "installation: manage.py attachments_verify says what is wrong."),
        )  # fmt: skip
        return redirect("pages:source", source_id=shown.source_id)
    response = HttpResponse(content, content_type=shown.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{shown.download_name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
