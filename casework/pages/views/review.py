"""Review: entries that wait for a second pair of eyes, and questions that wait for an answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from casework.access.submissions import show_on
from casework.cases import intake, queues, status
from casework.cases.codes import Decision
from casework.cases.models import Review, StatusEntry
from casework.cases.quoting import passages_of
from casework.cases.review_forms import AnswerForm, ReviewForm, WaitingForm
from casework.cases.viewing import record_view
from casework.dossiers.material import gather
from casework.pages.new_source import warn_of_its_copies

PAGE = 25


def review(request: HttpRequest) -> HttpResponse:
    if not request.user.may_review:
        raise PermissionDenied
    waiting = queues.waiting_for_review(request.user)
    form = WaitingForm(request.GET, waiting=waiting, reader=request.user)
    entries = queues.by_file(form.chosen).with_citations(request.user)
    entries = entries.select_related("case", "person", "part", "recorded_by")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form, "page": page, "entries": page.object_list, "query": query.urlencode(),
        "nav_section": "review",
    }  # fmt: skip
    return render(request, "pages/review.html", context)


def _entry(request: HttpRequest, entry_id: int) -> StatusEntry:
    steps = Review.objects.visible_to(request.user).select_related("recorded_by")
    entry = get_object_or_404(
        StatusEntry.objects.visible_to(request.user)
        .with_reviews()
        .with_citations(request.user)
        .select_related("case", "person", "part", "recorded_by")
        .prefetch_related(Prefetch("reviews", queryset=steps, to_attr="steps")),
        pk=entry_id,
    )
    record_view(request.user, entry.case)
    return entry


def review_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry = _entry(request, entry_id)
    if not request.user.may_review:
        raise PermissionDenied
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            status.review(by=request.user, entry=entry, **form.cleaned_data)
        except ValidationError as problem:
            show_on(form, problem)
        else:
            messages.success(request, _DONE[form.cleaned_data["decision"]]())
            return redirect("pages:review")
    material = gather(entry.case, request.user)
    context = {
        "entry": entry,
        "finding": material.verification_of(entry),
        "cited": material.cited_with_chains(entry),
        "form": form,
        "material": material,
        "is_own": entry.recorded_by_id == request.user.pk,
        "nav_section": "review",
    }
    return render(request, "pages/review_entry.html", context)


_DONE = {
    Decision.CONFIRMED: lambda: _("Confirmed. It counts from now on."),
    Decision.RETURNED: lambda: _("Sent back with your question. It is on the author’s desk."),
    Decision.REJECTED: lambda: _("Rejected. It stays readable and does not count."),
}


def answer_question(request: HttpRequest, entry_id: int) -> HttpResponse:
    entry = _entry(request, entry_id)
    if not StatusEntry.objects.editable_by(request.user).filter(pk=entry.pk).exists():
        raise PermissionDenied
    material = gather(entry.case, request.user)
    passages = passages_of(entry.case, request.user)
    form = AnswerForm(request.POST or None, sources=material.sources, passages=passages)
    if request.method == "POST" and form.is_valid():
        try:
            cited = intake.answer(by=request.user, entry=entry, data=form.cleaned_data)
        except ValidationError as problem:
            show_on(form, problem)
        else:
            warn_of_its_copies(request, form, [cited] if cited else [])
            messages.success(request, _("Answered. It waits for the reviewer again."))
            return redirect(entry.case)
    context = {
        "entry": entry, "finding": material.verification_of(entry),
        "cited": material.cited_with_chains(entry), "form": form, "material": material,
        "nav_section": "cases",
    }  # fmt: skip
    return render(request, "cases/answer_question.html", context)
