"""Logging an update; withdrawing an entry that was wrong, or telling it anew."""

import re
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.site_mode import stores_nothing
from casework.access.submissions import show_on
from casework.cases import status
from casework.cases.codes import Axis, ChangeReason
from casework.cases.forms import LogUpdateForm
from casework.cases.group import Group, as_group
from casework.cases.models import Case, StatusEntry
from casework.cases.publication import told_in
from casework.cases.review_forms import ReplaceForm, RetractForm
from casework.dossiers.material import Material, gather
from casework.pages.grants import granted_to_edit
from casework.pages.taking_in import STORED_ALREADY, offered, taken_in
from casework.sources.models import Citation, Source
from casework.sources.when import When
from casework.sources.when_reading import read

_KEY = re.compile("[0-9]{1,18}")


@stores_nothing
@require_POST
def read_date(request: HttpRequest) -> HttpResponse:
    """How a date would be understood while it is typed; by POST, so that no address holds it."""
    field, element = request.POST.get("field", ""), request.POST.get("id", "")
    if not (field.replace("-", "").isidentifier() and element.replace("-", "").isidentifier()):
        return HttpResponse(status=400)
    text, chosen = request.POST.get(field, "")[:400], request.POST.get(f"{field}_reading")
    published = told_in(
        request.POST,
        partial(_source_by_key, request.user),
        partial(_source_by_passage, request.user),
    )
    reading = read(text, published=published, today=timezone.localdate()) if text else None
    context = {"reading": reading, "field": field, "id": element, "chosen": chosen}
    return render(request, "sources/_when_reading.html", context)


def _source_by_key(user: User, key: str) -> When | None:
    if not _KEY.fullmatch(key):
        return None
    source = Source.objects.visible_to(user).filter(pk=key).first()
    return source.published if source is not None else None


def _source_by_passage(user: User, key: str) -> When | None:
    if not _KEY.fullmatch(key):
        return None
    passages = Citation.objects.visible_to(user).select_related("source")
    passage = passages.filter(pk=key).first()
    return passage.source.published if passage is not None else None


def log_update(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    material = gather(case, request.user)
    form = LogUpdateForm(request.POST or None, **offered(material, request.user))
    if request.method == "POST" and form.is_valid() and taken_in(request, case, form) is not None:
        return redirect(case)
    context = {"form": form, "case": case, "group": material.group, "nav_section": "cases"}
    return render(request, "cases/log_update.html", context)


def _counting_entry(request: HttpRequest, case: Case, entry_id: int) -> StatusEntry:
    """An entry of the file that can be withdrawn or corrected; of any other there is no page.

    Our own work is logged anew; what does not count need be neither withdrawn nor corrected.
    """
    entry = get_object_or_404(
        StatusEntry.objects.visible_to(request.user)
        .with_reviews()
        .with_citations(request.user)
        .select_related("person", "part"),
        pk=entry_id,
        case=case,
    )
    if entry.axis == Axis.WORKFLOW or not entry.is_trusted:
        raise Http404
    return entry


def retract(request: HttpRequest, reference: str, entry_id: int) -> HttpResponse:
    """Withdraw an entry by a new row that says why; the withdrawn one stays readable."""
    case = granted_to_edit(request, reference)
    entry = _counting_entry(request, case, entry_id)
    form = RetractForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_withdrawn(request, entry, form):
        return redirect(case)
    context = {"form": form, "case": case, "entry": entry, "nav_section": "cases"}
    return render(request, "cases/retract.html", context)


def replace(request: HttpRequest, reference: str, entry_id: int) -> HttpResponse:
    """Correct an entry: the form filled with what it says, stored as a new row that replaces it
    once a second person has confirmed it."""
    case = granted_to_edit(request, reference)
    entry = _counting_entry(request, case, entry_id)
    material = gather(case, request.user)
    offer = {**offered(material, request.user), "group": _without(material, entry)}
    form = ReplaceForm(request.POST or None, entry=entry, **offer)
    if (
        request.method == "POST"
        and form.is_valid()
        and taken_in(request, case, form, corrects=entry) is not None
    ):
        return redirect(case)
    context = {
        "form": form, "case": case, "group": material.group, "entry": entry,
        "nav_section": "cases",
    }  # fmt: skip
    return render(request, "cases/replace.html", context)


def _without(material: Material, entry: StatusEntry) -> Group:
    """How the group adds up without an entry: the people it counts are free to be told anew."""
    return as_group(
        parts=material.parts,
        figures=material.figures,
        entries=[other for other in material.in_force if other.pk != entry.pk],
        participations=material.participations,
    )


def _is_withdrawn(request: HttpRequest, entry: StatusEntry, form: RetractForm) -> bool:
    """Whether the withdrawal is stored; if not, the form says why."""
    try:
        _row, is_new = status.log_update(
            by=request.user,
            case=entry.case,
            axis=entry.axis,
            value=entry.value,
            certainty=entry.certainty,
            told=entry.told,
            part=entry.part,
            person=entry.person,
            count=entry.count,
            count_qualifier=entry.count_qualifier,
            since=entry.since,
            until=entry.until,
            place=entry.place,
            citations=entry.citations_read,
            reason=ChangeReason.RETRACTION,
            corrects=entry,
            reason_in_words=form.cleaned_data["reason_in_words"],
            submission=form.cleaned_data["submission"],
        )
    except ValidationError as problem:
        show_on(form, problem)
        return False
    if is_new:
        messages.success(
            request, _("The withdrawal waits for a second person; until then the entry counts.")
        )
    else:
        messages.info(request, STORED_ALREADY)
    return True
