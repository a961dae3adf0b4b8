"""Whoever sees a row sees what it points at: foreign keys are followed without asking again."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from casework.access.guard import GuardedModel
from casework.advocacy.models import OutcomeLink
from casework.cases.models import Case, Kinship, Participation
from casework.sources.services import relay
from tests.cast import Cast
from tests.makers import (
    make_action,
    make_case,
    make_citation,
    make_entry,
    make_person,
    make_source,
)

# Followed nowhere without asking: the page and the back office look these up for the reader.
ASKED_AGAIN = {
    ("sources.Source", "duplicate_of"),
    ("advocacy.ActionParty", "person"),
    ("notes.Note", "person"),
    ("notes.Note", "action"),
}


def keys() -> Iterator[tuple[type[GuardedModel], models.ForeignKey]]:
    for model in apps.get_models():
        if not issubclass(model, GuardedModel):
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and issubclass(field.related_model, GuardedModel):
                yield model, field


@pytest.fixture
def entangled(cast: Cast) -> Case:
    """Two files of two teams that share a person, a source and an action, and more behind them."""
    east = make_case(cast.mara, cast.east_asia)
    west = make_case(cast.ines, cast.west_africa)
    shared = make_person(cast.mara, east, "Shared")
    Participation(case=west, person=shared, role="victim").save()
    hidden = make_person(cast.ines, west, "Hidden from East Asia")
    Kinship(person=shared, relative=hidden, kind="sibling_of").save()
    text, upstream = make_source(cast.mara), make_source(cast.ines, title="Upstream")
    entry = make_entry(cast.mara, east, citations=[make_citation(cast.mara, text)])
    make_entry(cast.ines, west, citations=[make_citation(cast.ines, upstream)])
    relay(text=text, upstream=upstream, relation="reports")
    action = make_action(cast.ines, west)
    OutcomeLink(recorded_by=cast.mara, case=east, action=action, entry=entry).save()
    return east


@pytest.mark.parametrize("person", ["mara", "teo", "lou", "ines", "okoro"])
def test_whoever_sees_a_row_sees_what_it_points_at(
    person: str, cast: Cast, entangled: Case
) -> None:
    reader = cast.everybody()[person]
    followed = 0
    for model, field in keys():
        if (model._meta.label, field.name) in ASKED_AGAIN:
            continue
        rows = model.objects.visible_to(reader).exclude(**{field.name: None})
        seen = field.related_model.objects.visible_to(reader).values("pk")
        followed += rows.count()
        assert not rows.exclude(**{f"{field.name}__in": seen}).exists(), (model, field.name)
    assert followed > 5


def test_the_shared_person_is_seen_by_both_and_the_hidden_one_is_not(
    cast: Cast, entangled: Case
) -> None:
    for reader in (cast.mara, cast.ines):
        labels = Participation.objects.visible_to(reader).values_list("person__label", flat=True)
        assert "Shared" in labels
    assert not Kinship.objects.visible_to(cast.mara).exists()
    assert not Kinship.objects.visible_to(cast.ines).exclude(person__label="Shared").exists()
