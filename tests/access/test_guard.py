"""The lock: no way into a guarded model without a reader. The tripwire of an upgrade of Django."""

from collections.abc import Callable

import django_filters
import pytest
from asgiref.sync import async_to_sync
from django import forms
from django.core.management import CommandError, call_command
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import Upper
from django.shortcuts import get_list_or_404, get_object_or_404

from accounts.models import Team, User
from accounts.roles import Role
from casework.access.guard import AccessUndecided
from casework.advocacy.models import ActionCase
from casework.cases.models import Case, Figure, Part, StatusEntry
from casework.notes.models import Note
from casework.sources.models import Citation


def somebody() -> User:
    return User(pk=1, username="somebody", role=Role.CASEWORKER)


def a_case() -> Case:
    return Case(pk=1, reference="C-0000001")


class LinkForm(forms.ModelForm):
    """As Django makes it: its choices are every row."""

    class Meta:
        model = ActionCase
        fields = ["case"]


class LinkFilter(django_filters.FilterSet):
    """As django-filter makes it: its choices are every row."""

    class Meta:
        model = ActionCase
        fields = ["case"]


async def asked_asynchronously() -> None:
    async for _row in Case.objects.all():
        pass


def opened() -> object:
    return Case.objects.visible_to(somebody())


WAYS: dict[str, Callable[[], object]] = {
    "all": lambda: list(Case.objects.all()),
    "the manager itself": lambda: list(Case.objects.iterator()),
    "the default manager": lambda: list(Case._default_manager.all()),
    "filter": lambda: list(Case.objects.filter(country="CN")),
    "exclude": lambda: list(Case.objects.exclude(country="CN")),
    "get": lambda: Case.objects.get(pk=1),
    "first": lambda: Case.objects.first(),
    "last": lambda: Case.objects.last(),
    "earliest": lambda: Case.objects.earliest("changed_at"),
    "latest": lambda: Case.objects.latest("changed_at"),
    "a slice": lambda: Case.objects.all()[:1].get(),
    "an index": lambda: Case.objects.all()[0],
    "count": lambda: Case.objects.count(),
    "len": lambda: len(Case.objects.all()),
    "bool": lambda: bool(Case.objects.all()),
    "exists": lambda: Case.objects.exists(),
    "contains": lambda: Case.objects.contains(a_case()),
    "in": lambda: a_case() in Case.objects.all(),
    "aggregate": lambda: Case.objects.aggregate(Count("pk")),
    "annotate": lambda: list(Case.objects.annotate(n=Count("parts"))),
    "values": lambda: list(Case.objects.values("pk")),
    "values_list": lambda: list(Case.objects.values_list("pk", flat=True)),
    "distinct": lambda: list(Case.objects.distinct()),
    "dates": lambda: list(Figure.objects.dates("known_on", "year")),
    "datetimes": lambda: list(Case.objects.datetimes("changed_at", "year")),
    "iterator": lambda: list(Case.objects.all().iterator()),
    "asynchronously": async_to_sync(asked_asynchronously),
    "in_bulk": lambda: Case.objects.in_bulk([1]),
    "in_bulk of all": lambda: Case.objects.in_bulk(),
    "explain": lambda: Case.objects.all().explain(),
    "only": lambda: list(Case.objects.only("pk")),
    "defer": lambda: list(Case.objects.defer("summary")),
    "select_related": lambda: list(Figure.objects.select_related("case")),
    "select_for_update": lambda: list(Case.objects.select_for_update()),
    "reverse": lambda: list(Case.objects.reverse()),
    "update": lambda: Case.objects.update(country="CN"),
    "update of some": lambda: Case.objects.filter(pk=1).update(country="CN"),
    "bulk_update": lambda: Case.objects.bulk_update([a_case()], ["summary"]),
    "delete": lambda: Case.objects.all().delete(),
    "delete of some": lambda: Part.objects.filter(pk=1).delete(),
    "raw delete": lambda: Part.objects.all()._raw_delete("default"),
    "get_or_create": lambda: Case.objects.get_or_create(pk=1),
    "update_or_create": lambda: Case.objects.update_or_create(pk=1),
    "raw": lambda: list(Case.objects.raw("SELECT * FROM cases_case")),
    "its SQL": lambda: str(Case.objects.all().query),
    "Subquery": lambda: list(Team.objects.annotate(n=Subquery(Case.objects.values("pk")[:1]))),
    "Exists": lambda: list(Team.objects.filter(Exists(Case.objects.filter(lead=OuterRef("pk"))))),
    "a condition of another query": lambda: list(
        Note.objects.visible_to(somebody()).filter(case__in=Case.objects.all())
    ),
    "a value of a condition": lambda: list(Team.objects.filter(pk__in=Case.objects.values("pk"))),
    "an expression": lambda: list(Case.objects.annotate(n=Upper("reference")).values("n")),
    "or": lambda: Case.objects.all() | opened(),
    "or, the other way": lambda: opened() | Case.objects.all(),
    "and": lambda: Case.objects.all() & opened(),
    "and, the other way": lambda: opened() & Case.objects.all(),
    "exclusive or": lambda: opened() ^ Case.objects.all(),
    "union": lambda: list(Case.objects.all().union(opened())),
    "union, the other way": lambda: list(opened().union(Case.objects.all())),
    "intersection": lambda: list(opened().intersection(Case.objects.all())),
    "difference": lambda: list(opened().difference(Case.objects.all())),
    "prefetch by name": lambda: prefetch_related_objects([a_case()], "notes"),
    "prefetch with a sealed query": lambda: prefetch_related_objects(
        [a_case()], Prefetch("notes", queryset=Note.objects.all())
    ),
    "a reverse accessor": lambda: list(a_case().notes.all()),
    "a reverse accessor, filtered": lambda: a_case().notes.filter(pk=1).exists(),
    "a reverse accessor, counted": lambda: a_case().parts.count(),
    "a many-to-many accessor": lambda: list(StatusEntry(pk=1).citations.all()),
    "setting a many-to-many field": lambda: Figure(pk=1).citations.set([Citation(pk=1)]),
    "clearing a many-to-many field by hand": lambda: Figure(pk=1).citations.all().delete(),
    "get_object_or_404": lambda: get_object_or_404(Case, pk=1),
    "get_list_or_404": lambda: get_list_or_404(Case, pk=1),
    "the choices of a form": lambda: str(LinkForm()),
    "a choice in a form": lambda: LinkForm({"case": "1"}).errors,
    "the choices of a filter": lambda: str(
        LinkFilter({}, queryset=ActionCase.objects.visible_to(somebody())).form
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_query_that_has_not_said_who_reads_raises(way: str) -> None:
    with pytest.raises(AccessUndecided):
        WAYS[way]()


@pytest.mark.django_db
def test_dumping_a_guarded_model_refuses() -> None:
    with pytest.raises(CommandError, match="visible_to"):
        call_command("dumpdata", "cases.Case", verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_opening_everything_needs_a_reason(reason: str) -> None:
    with pytest.raises(AccessUndecided, match="reason"):
        Case.objects.unrestricted(because=reason)


@pytest.mark.django_db
def test_an_opened_query_stays_open_through_what_is_done_with_it() -> None:
    rows = Case.objects.filter(country="CN").visible_to(somebody())
    assert list(rows.order_by("pk")) == []
    assert rows.exclude(kind="group").count() == 0
    assert not rows.exists()
    assert rows.aggregate(n=Count("pk")) == {"n": 0}
    assert list((rows | opened()).values("pk")) == []
    assert list(rows.union(opened())) == []
    assert rows.update(country="CN") == 0
    assert list(Team.objects.filter(Exists(rows.filter(lead=OuterRef("pk"))))) == []


@pytest.mark.django_db
def test_a_row_says_which_it_is_and_never_what_is_in_it() -> None:
    assert str(Case(pk=7, public_title="A secret title")) == "case file 7"
    assert "secret" not in repr(Case(pk=7, public_title="A secret title"))
