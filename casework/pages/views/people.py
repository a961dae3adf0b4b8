"""A person as far as the reader may see, and what is protected of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.fresh import freshly_signed_in
from accounts.models import User
from accounts.site_mode import stores_nothing
from casework.access.submissions import show_on
from casework.cases import status
from casework.cases.codes import Axis
from casework.cases.doubts import refuting
from casework.cases.freshness import still_so
from casework.cases.group import forget_later_passages
from casework.cases.knowledge import known_rows
from casework.cases.models import Case, Kinship, Participation, Person, StatusEntry
from casework.cases.protection import open_protected, readers_of, still_told, told_names
from casework.cases.protection_forms import ProtectionForm
from casework.cases.vantage import Vantage
from casework.cases.vantage_forms import VantageForm
from casework.cases.viewing import record_views
from casework.notes.readers import notes_shown
from casework.sources.passages import citations_read


def person(request: HttpRequest, person_id: int) -> HttpResponse:
    user = request.user
    names = Prefetch("names", queryset=told_names(user), to_attr="names_read")
    shown = get_object_or_404(
        Person.objects.visible_to(user).prefetch_related(names), pk=person_id
    )
    files = Case.objects.visible_to(user).filter(participations__person=shown)
    record_views(user, files.distinct())
    looked = VantageForm(request.GET)
    vantage = looked.vantage
    entries = list(
        StatusEntry.objects.visible_to(user)
        .filter(Q(person=shown) | Q(corrects__person=shown) | Q(corrects__corrects__person=shown))
        .as_known(vantage)
        .with_citations(user)
        .prefetch_related(still_so(user, citations_read(user), vantage))
        .select_related("case", "person", "part", "recorded_by")
    )
    forget_later_passages(entries, vantage, {e.case_id: e.case.recorded_at for e in entries})
    context = {
        "person": shown,
        "confidants": readers_of(shown),
        "is_confidant": user.pk in shown.confidants,
        "may_protect": Person.objects.grantable_by(user).filter(pk=shown.pk).exists(),
        "parts": _parts(shown, user, vantage),
        "standing": _standing(shown, entries, vantage),
        "looked": looked,
        "vantage": vantage,
        "here": reverse("pages:person", args=[shown.pk]),
        "kinships": Kinship.objects.visible_to(user)
        .filter(person=shown)
        .select_related("relative"),
        "kin_of": Kinship.objects.visible_to(user).filter(relative=shown).select_related("person"),
        "entries": [entry for entry in entries if entry.person_id == shown.pk],
        "gone": {entry.pk for entry in status.no_longer(entries)},
        "refuted": set(refuting(user).filter(about__in=entries).values_list("about", flat=True)),
        "notes": notes_shown(user, person=shown),
        "may_write": Case.objects.editable_by(user).filter(participations__person=shown).exists(),
    }
    return render(request, "cases/person.html", context)


def _parts(person: Person, reader: User, vantage: Vantage) -> list[Participation]:
    rows = Participation.objects.visible_to(reader).filter(person=person)
    rows = rows.select_related("case", "part")
    return known_rows(rows, reader, vantage, lambda row: row.case.recorded_at)


def _standing(
    person: Person, entries: list[StatusEntry], vantage: Vantage
) -> list[StatusEntry]:
    """Where the person stands, file by file, on situation and legal stage.

    A correction may have moved an entry to somebody else: then it stands with them.
    """
    held = [e for e in status.in_force(entries, on=vantage.on) if e.person_id == person.pk]
    return [
        entry
        for case in dict.fromkeys(entry.case_id for entry in held)
        for axis in (Axis.SITUATION, Axis.LEGAL_STAGE)
        for entry in status.current([e for e in held if e.case_id == case], axis).values()
    ]


@stores_nothing
def protected(request: HttpRequest, person_id: int) -> HttpResponse:
    """The cover of what is protected; it opens by POST, and each opening is recorded."""
    shown = _for_confidants(request, person_id)
    context = {"person": shown, "confidants": readers_of(shown)}
    if request.method == "POST":
        context["names"], context["places"] = open_protected(by=request.user, person=shown)
        context["still_told"] = still_told(shown, request.user)
    return render(request, "cases/protected.html", context)


def _for_confidants(request: HttpRequest, person_id: int) -> Person:
    people = Person.objects.visible_to(request.user).filter(confidants__contains=[request.user.pk])
    return get_object_or_404(people, pk=person_id)


def _saved(request: HttpRequest, person: Person) -> HttpResponse:
    """Back on the page; where a protected name still stands, that is said instead of success."""
    told = still_told(Person.objects.visible_to(request.user).get(pk=person.pk), request.user)
    if told:
        references = ", ".join(case.reference for case in told)
        messages.warning(
            request,
            _(
                "Saved. But a protected name still stands in the words of: %s. Whoever sees such "
                "a file reads it there: change what can be changed."
            )
            % references,
        )
    else:
        messages.success(request, _("Saved. In lists, pages and files the label stands."))
    return redirect("pages:person", person.pk)


@freshly_signed_in
def protection(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who reads what is protected of a person, and what that is."""
    shown = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    if not Person.objects.grantable_by(request.user).filter(pk=shown.pk).exists():
        raise PermissionDenied
    form = ProtectionForm(request.POST or None, instance=shown, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except ValidationError as problem:
            show_on(form, problem)
        else:
            return _saved(request, shown)
    context = {"person": shown, "form": form}
    return render(request, "cases/protection.html", context)
