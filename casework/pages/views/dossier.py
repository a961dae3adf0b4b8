"""Making a dossier of a case: who it is for, as of which day, and the file itself."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.fresh import freshly_signed_in
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.dossiers.compose import compose
from casework.dossiers.document import content_hash
from casework.dossiers.forms import DossierForm
from casework.dossiers.render import RenderProblem, pdf
from casework.pages.grants import granted


@freshly_signed_in
def make_dossier(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted(request, reference)
    if not request.user.may_release:
        raise PermissionDenied
    form = DossierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dossier = compose(case, asked_by=request.user, **form.cleaned_data)
        try:
            made = pdf(dossier)
        except RenderProblem as problem:
            form.add_error(None, str(problem))
        else:
            digest = content_hash(dossier)
            record(
                request.user, Deed.DOSSIER_MADE, case, content=digest, bytes=len(made.content),
                standards=list(made.standards),
            )  # fmt: skip
            response = HttpResponse(made.content, content_type=made.media_type)
            response.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
            response.headers["X-Content-Hash"] = digest
            return response
    context = {"form": form, "case": case, "nav_section": "cases"}
    return render(request, "dossiers/make_dossier.html", context)
