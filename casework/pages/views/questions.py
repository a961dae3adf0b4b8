"""Open questions: asking one, what the sources say to it, and the position that we take."""

import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.access.submissions import AlreadySubmitted, once, show_on
from casework.audit.deeds import Deed
from casework.audit.history import steps_of
from casework.audit.trail import record
from casework.cases import services
from casework.cases.labels import entry_label
from casework.cases.models import Case, Dispute, DisputedClaim, StatusEntry
from casework.cases.question_forms import ClaimForm, PositionForm, QuestionForm
from casework.cases.quoting import passage, passages_of
from casework.cases.viewing import record_view
from casework.dossiers.material import gather
from casework.pages.grants import granted_to_edit
from casework.pages.new_source import warn_of_its_copies
from casework.sources.models import Citation, Source
from casework.sources.passages import citations_read

STORED_ALREADY = gettext_lazy("This was stored already; nothing was stored twice.")


def _granted(request: HttpRequest, question_id: int) -> Dispute:
    """The question, if this reader may see its file."""
    dispute = get_object_or_404(
        Dispute.objects.visible_to(request.user).select_related("case", "recorded_by"),
        pk=question_id,
    )
    record_view(request.user, dispute.case)
    return dispute


def _granted_to_edit(request: HttpRequest, question_id: int) -> Dispute:
    dispute = _granted(request, question_id)
    if not Dispute.objects.editable_by(request.user).filter(pk=dispute.pk).exists():
        raise PermissionDenied
    return dispute


def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """The question, each claim with its own words, our position, and what we held before."""
    dispute = _granted(request, question_id)
    claims = DisputedClaim.objects.visible_to(request.user).filter(dispute=dispute)
    context = {
        "question": dispute,
        "case": dispute.case,
        "about": _entry_in_doubt(request, dispute),
        "claims": claims.select_related("citation__source__publisher", "citation__recorded_by"),
        "steps": steps_of([dispute], request.user, label=partial(_label, request.user), own=True),
        "nav_section": "cases",
    }
    return render(request, "cases/question.html", context)


def _entry_in_doubt(request: HttpRequest, dispute: Dispute) -> StatusEntry | None:
    entries = StatusEntry.objects.visible_to(request.user).filter(pk=dispute.about_id)
    return entries.with_citations(request.user).select_related("person", "part").first()


def _label(reader: User, row: Model) -> str:
    if not isinstance(row, StatusEntry):
        return str(row)
    prefetch_related_objects([row], citations_read(reader))
    return entry_label(row)


def open_question(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    material = gather(case, request.user)
    form = QuestionForm(
        request.POST or None,
        entries=[*material.in_force, *material.waiting],
        initial={"about": request.GET.get("about", "")},
    )
    if request.method == "POST" and form.is_valid():
        stored = _open(request, case, form)
        if stored:
            return redirect("pages:question", stored)
    context = {"form": form, "case": case, "nav_section": "cases"}
    return render(request, "cases/open_question.html", context)


def _open(request: HttpRequest, case: Case, form: QuestionForm) -> str:
    """The key of the question that is stored now; empty where the form says why it is not."""
    about = form.cleaned_data["about"]
    try:
        with transaction.atomic():
            dispute = services.open_dispute(
                by=request.user, case=case, question=form.cleaned_data["question"],
                about_id=int(about) if about else None,
            )  # fmt: skip
            once(request, stored=str(dispute.pk))
    except ValidationError as problem:
        show_on(form, problem)
        return ""
    except AlreadySubmitted as earlier:
        messages.info(request, STORED_ALREADY)
        return earlier.stored
    messages.success(
        request, _("The question is open. Now say what each source answers, if any does.")
    )
    return str(dispute.pk)


def add_claim(request: HttpRequest, question_id: int) -> HttpResponse:
    dispute = _granted_to_edit(request, question_id)
    form = ClaimForm(
        request.POST or None,
        sources=_sources_of(dispute.case, request),
        passages=passages_of(dispute.case, request.user),
    )
    if request.method == "POST" and form.is_valid() and _is_added(request, dispute, form):
        return redirect("pages:question", dispute.pk)
    context = {
        "form": form, "question": dispute, "case": dispute.case, "nav_section": "cases"
    }  # fmt: skip
    return render(request, "cases/add_claim.html", context)


def _sources_of(case: Case, request: HttpRequest) -> list[Source]:
    return list(gather(case, request.user).sources)


def _is_added(request: HttpRequest, dispute: Dispute, form: ClaimForm) -> bool:
    """Whether the claim is stored; if not, the form says why."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            cited: Citation | None = passage(request.user, data)
            services.add_claim(
                by=request.user, dispute=dispute, citation=cited,
                **{name: data[name] for name in ("stance", "claim", "known_on")},
            )  # fmt: skip
            once(request)
    except ValidationError as problem:
        show_on(form, problem)
        return False
    except AlreadySubmitted:
        messages.info(request, STORED_ALREADY)
        return True
    warn_of_its_copies(request, form, [cited] if cited else [])
    messages.success(request, _("Added. Our position stays as it is until somebody changes it."))
    return True


def take_position(request: HttpRequest, question_id: int) -> HttpResponse:
    dispute = _granted_to_edit(request, question_id)
    form = PositionForm(request.POST or None, instance=dispute)
    if request.method == "POST":
        try:
            if _is_taken(request, form):
                messages.success(
                    request, _("Saved. What we held before can be read on this page.")
                )
                return redirect("pages:question", dispute.pk)
        except AlreadySubmitted:
            messages.info(request, STORED_ALREADY)
            return redirect("pages:question", dispute.pk)
    context = {
        "form": form, "question": dispute, "case": dispute.case, "submission": uuid.uuid4(),
        "nav_section": "cases",
    }  # fmt: skip
    return render(request, "cases/take_position.html", context)


@transaction.atomic
def _is_taken(request: HttpRequest, form: PositionForm) -> bool:
    """Whether the position is stored. The token first: a second click is no second editor."""
    once(request)
    if not form.is_valid():
        transaction.set_rollback(True)
        return False
    dispute = form.save()
    record(
        request.user, Deed.POSITION_TAKEN, dispute, case=dispute.case_id,
        position=dispute.position,
    )  # fmt: skip
    return True
