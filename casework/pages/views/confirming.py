"""Still so: an entry confirmed anew, and the queue of what was not confirmed for long."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access.submissions import show_on
from casework.cases import confirming
from casework.cases.confirming_forms import StaleForm, StillSoForm
from casework.cases.intake import StoredOtherwise
from casework.cases.models import Case, CaseSource, CurrentStanding, StatusEntry
from casework.cases.quoting import passages_of
from casework.cases.staleness import USUAL_MONTHS, to_confirm
from casework.cases.viewing import record_views
from casework.pages.grants import granted_to_edit
from casework.pages.new_source import warn_of_its_copies
from casework.pages.stale_queue import Place, StaleQueue, counted
from casework.sources.models import Source

AT_ONCE = 100


def stale(request: HttpRequest) -> HttpResponse:
    if not request.user.may_edit:
        raise PermissionDenied
    form = StaleForm({"months": USUAL_MONTHS, **request.GET.dict()})
    queue = _queue(request, form)
    after = Place.read(request.GET.get("after", ""))
    entries, end = queue.stale_after(after)
    before, has_more = queue.with_hearings() if after is None else ([], False)
    context = {
        "form": form, "queue": queue, "entries": entries, "end": end, "is_first": after is None,
        "before_a_hearing": before, "more_before_a_hearing": has_more,
        "number": counted(queue.gone_stale), "nav_section": "stale",
    }  # fmt: skip
    return render(request, "pages/stale.html", context)


def _queue(request: HttpRequest, form: StaleForm) -> StaleQueue:
    data = form.cleaned_data if form.is_valid() else {}
    return StaleQueue(
        reader=request.user,
        months=data.get("months", USUAL_MONTHS),
        mine=data.get("mine", False),
    )


def still_so(request: HttpRequest, reference: str, entry_id: int) -> HttpResponse:
    """Confirm one entry; what no longer says where anybody stands is not there to confirm."""
    case = granted_to_edit(request, reference)
    entry = get_object_or_404(
        StatusEntry.objects.visible_to(request.user).filter(case=case), pk=entry_id
    )
    if request.method != "POST" and not _standing(request, {entry.pk}):
        raise Http404  # who sends the form is told what came between, and keeps what they wrote
    return _confirm(request, {entry.pk}, back=f"{case.get_absolute_url()}#stands")


def _standing(request: HttpRequest, keys: set[int]) -> dict[int, date]:
    """Of these entries, those that say where somebody stands, and when each was confirmed."""
    rows = CurrentStanding.objects.visible_to(request.user).filter(pk__in=keys)
    return dict(rows.values_list("pk", "last_confirmed_on"))


def confirm_stale(request: HttpRequest) -> HttpResponse:
    """Confirm several entries together: those chosen, or all of one file that are in the queue."""
    user = request.user
    if not user.may_edit:
        raise PermissionDenied
    keys = _chosen(request)
    if not keys:
        messages.warning(request, _("Choose at least one entry first."))
        return redirect("pages:stale")
    if len(keys) > AT_ONCE:
        messages.warning(
            request, _("Choose at most %(most)d entries at once.") % {"most": AT_ONCE}
        )
        return redirect("pages:stale")
    if StatusEntry.objects.editable_by(user).filter(pk__in=keys).count() != len(keys):
        raise Http404
    return _confirm(request, keys, back="pages:stale")


def _chosen(request: HttpRequest) -> set[int]:
    """The keys of the entries that were ticked, or of those of one file; raises Http404."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        keys = {int(text) for text in sent.getlist("entry") if len(text) < 19}
    except ValueError:
        raise Http404 from None
    if sent.get("file"):
        queue = _queue(request, StaleForm(sent))
        files = Case.objects.editable_by(request.user)
        file = get_object_or_404(files, reference=sent["file"])
        keys.update(StaleQueue(queue.reader, queue.months, file=file.reference).keys())
    return keys


def _confirm(request: HttpRequest, keys: set[int], *, back: str) -> HttpResponse:
    user, days = request.user, _standing(request, keys)
    entries = list(to_confirm(keys, user).order_by("case", "pk"))
    for entry in entries:
        entry.last_confirmed_on = days.get(entry.pk, entry.known_on)
    files = list({entry.case_id: entry.case for entry in entries}.values())
    prefetch_related_objects(files, "teams")
    record_views(user, Case.objects.visible_to(user).filter(pk__in=[file.pk for file in files]))
    form = StillSoForm(
        request.POST or None,
        files=files,
        sources=_sources_of(files, request),
        passages=passages_of(files[0], user) if len(files) == 1 else (),
        last_confirmed_on=max(entry.last_confirmed_on for entry in entries),
    )
    if request.method == "POST" and form.is_valid() and _is_confirmed(request, entries, form):
        return redirect(back)
    context = {
        "form": form, "entries": entries, "files": files, "back": back, "nav_section": "stale",
    }  # fmt: skip
    return render(request, "cases/still_so.html", context)


def _sources_of(files: Sequence[Case], request: HttpRequest) -> list[Source]:
    ids = CaseSource.objects.visible_to(request.user).filter(case__in=files).values("source")
    sources = Source.objects.visible_to(request.user).filter(pk__in=ids)
    return list(sources.select_related("publisher").order_by("pk"))


def _is_confirmed(request: HttpRequest, entries: Sequence[StatusEntry], form: StillSoForm) -> bool:
    """Whether the confirmations are stored; if not, the form says why."""
    try:
        stored, are_new = confirming.take_in(
            by=request.user, entries=entries, data=form.cleaned_data
        )
    except ValidationError as problem:
        show_on(form, problem)
        return False
    except StoredOtherwise:
        _ask_whether_it_is_another(request, form)
        return False
    if not are_new:
        messages.info(request, _("This was stored already; nothing was stored twice."))
        return True
    cited = stored[0].citations.visible_to(request.user)
    warn_of_its_copies(request, form, cited.select_related("source__publisher"))
    day = date_format(stored[0].confirmed_on)
    messages.success(
        request,
        ngettext(
            "Confirmed: still so on %(day)s.",
            "%(count)d entries confirmed: still so on %(day)s.",
            len(stored),
        )
        % {"count": len(stored), "day": day},
    )
    return True


def _ask_whether_it_is_another(request: HttpRequest, form: StillSoForm) -> None:
    form.data = form.data.copy()
    form.data["submission"] = str(uuid.uuid4())
    messages.warning(
        request,
        _(
            "A confirmation with other content was stored from this form already. What you see "
            "below is not stored yet: send it again to store it as well."
        ),
    )
