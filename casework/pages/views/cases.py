"""Case files: the list, one file, opening and editing one."""

import uuid
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.fresh import freshly_signed_in
from casework.access.readers import colleagues, who_sees
from casework.access.submissions import AlreadySubmitted, once
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases import services
from casework.cases.case_forms import CaseForm, OpeningForm, ReadersForm
from casework.cases.codes import Situation
from casework.cases.filters import CaseFilter
from casework.cases.group import groups_of
from casework.cases.models import Case
from casework.cases.status import counted_by_situation
from casework.cases.vantage import Vantage
from casework.cases.vantage_forms import VantageForm
from casework.dossiers.material import gather
from casework.notes.readers import notes_shown
from casework.pages.case_file import CaseFile
from casework.pages.grants import granted, granted_to_edit, granted_to_open_up, may_open_up
from casework.sources.when_filters import HOW_SURE, DaysField

PAGE = 50


def case_list(request: HttpRequest) -> HttpResponse:
    chosen = CaseFilter(
        request.GET, request=request, queryset=Case.objects.visible_to(request.user)
    )
    vantage = chosen.vantage
    page = Paginator(chosen.qs.select_related("lead"), PAGE).get_page(request.GET.get("page"))
    cases = list(page.object_list)
    groups = groups_of(cases, request.user, vantage)
    counts = counted_by_situation(chosen.qs, vantage)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": chosen,
        "chips": chips(chosen, request),
        "page": page,
        "rows": [(case, groups[case.pk]) for case in cases],
        "counts": [(Situation(code).label, files, _with(query, code))
                   for code, files in sorted(counts.items(), key=_most_first)],
        "vantage": vantage,
        "looked_from": looked_from(vantage),
        "query": query.urlencode(),
        "nav_section": "cases",
    }  # fmt: skip
    return render(request, "pages/case_list.html", context)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _with(query: QueryDict, situation: str) -> str:
    """The address of the same list with this situation alone."""
    narrowed = query.copy()
    narrowed["situation"] = situation
    return f"?{narrowed.urlencode()}"


def looked_from(vantage: Vantage) -> str:
    """The two days as they stand in an address, for links from a list to a file."""
    days = {"on": vantage.on, "known_on": vantage.known_on}
    return urlencode({name: day.isoformat() for name, day in days.items() if day})


def chips(chosen: CaseFilter, request: HttpRequest) -> list[dict[str, str]]:
    """The filters in force, each with the address of the list without it."""
    shown = []
    for name, field in chosen.form.fields.items():
        sent = [part for part in _names_of(name, field) if request.GET.get(part)]
        read = chosen.form.cleaned_data.get(name)
        if not sent or not read:
            continue
        without = request.GET.copy()
        for part in [*sent, "page"]:
            without.pop(part, None)
        shown.append(
            {
                "label": str(field.label),
                "value": _in_words(field, request.GET[sent[0]], read),
                "without": f"?{without.urlencode()}",
            }
        )
    return shown


def _names_of(name: str, field: forms.Field) -> list[str]:
    """The parameters in which a field is sent: several where it has several boxes."""
    several = getattr(field.widget, "widgets_names", [""])
    return [f"{name}{suffix}" for suffix in several]


def _in_words(field: forms.Field, sent: str, read: object) -> str:
    if isinstance(field, DaysField):
        first, last, sure = read
        days = " – ".join(localize(day) if day else "…" for day in (first, last))
        return f"{days} ({dict(HOW_SURE)[sure]})"
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(sent) or str(localize(read))


def case_file(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted(request, reference)
    looked = VantageForm(request.GET)
    material = gather(case, request.user, looked.vantage)
    context = {
        "case": case,
        "file": CaseFile(material),
        "refuted": material.refuted,
        "issues": case.issues.all(),
        "teams": case.teams.all(),
        "may_decide_readers": may_open_up(request, case),
        "notes": notes_shown(request.user, case=case),
        "looked": looked,
        "vantage": looked.vantage,
        "here": case.get_absolute_url(),
        "nav_section": "cases",
    }
    return render(request, "pages/case_file.html", context)


def open_case(request: HttpRequest) -> HttpResponse:
    if not request.user.may_edit:
        raise PermissionDenied
    form = OpeningForm(request.POST or None, user=request.user, initial={"lead": request.user.pk})
    if request.method == "POST" and form.is_valid():
        answer = _open(request, form)
        if answer is not None:
            return answer
    context = {"form": form, "submission": uuid.uuid4(), "nav_section": "cases"}
    return render(request, "cases/case_form.html", context)


def _open(request: HttpRequest, form: OpeningForm) -> HttpResponse | None:
    """Where to go from a valid form; None where it must be asked whether it is a second file."""
    data = {**form.cleaned_data}
    data.pop("seen_version")
    try:
        with transaction.atomic():
            case = services.open_case(by=request.user, **data)
            once(request, stored=case.reference)
    except AlreadySubmitted as earlier:
        case = Case.objects.visible_to(request.user).filter(reference=earlier.stored).first()
        if case is not None and _differs(case, request):
            messages.warning(
                request,
                _(
                    "A file with other content was opened from this form already: %s. Send this "
                    "again to open a second file, or edit that one."
                )
                % case.reference,
            )
            return None
        messages.info(request, _("This file was stored already; nothing was stored twice."))
        return redirect(case or "pages:case_list")
    messages.success(request, _("The case file is open. Its reference is %s.") % case.reference)
    return redirect(case)


def _differs(case: Case, request: HttpRequest) -> bool:
    sent = OpeningForm(request.POST, instance=case, user=request.user)
    return bool(set(sent.changed_data) - {"seen_version"})


def edit_case(request: HttpRequest, reference: str) -> HttpResponse:
    case = granted_to_edit(request, reference)
    form = CaseForm(request.POST or None, instance=case, user=request.user)
    if request.method == "POST":
        with transaction.atomic():
            if form.is_valid():
                form.save()
                record(request.user, Deed.CASE_EDITED, case, fields=sorted(form.changed_data))
                messages.success(request, _("Saved."))
                return redirect(case)
    context = {"form": form, "case": case, "nav_section": "cases"}
    return render(request, "cases/case_form.html", context)


@freshly_signed_in
def case_readers(request: HttpRequest, reference: str) -> HttpResponse:
    """Who sees the file: by name as it is, and the form of whoever may decide it."""
    case = granted_to_open_up(request, reference)
    form = ReadersForm(request.POST or None, instance=case, user=request.user)
    if request.method == "POST":
        with transaction.atomic():
            if form.is_valid():
                form.save()
                because = form.cleaned_data["because"]
                record(
                    request.user, Deed.READERS_OF_FILE_CHANGED, case, why=because, **form.changes()
                )
                messages.success(request, _("Saved. It holds from the next page on."))
                return redirect("pages:case_readers", case.reference)
    context = {
        "form": form,
        "case": case,
        "readers": who_sees([granted(request, reference)], colleagues())[0],
        "nav_section": "cases",
    }
    return render(request, "cases/case_readers.html", context)
