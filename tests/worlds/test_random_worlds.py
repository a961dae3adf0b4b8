"""Random worlds: the oracle, `visible_to`, the search and the export say the same of everybody.

CASEWORK_WORLDS=1000 asks a thousand of them instead of a few; CASEWORK_WORLD=17 the one of that
seed alone, which is how a failure is looked at.
"""

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from accounts.models import User
from casework.advocacy.models import Action
from casework.advocacy.resources import ActionResource
from casework.cases.models import Case, Person
from casework.cases.resources import CaseResource, PersonResource
from casework.cases.search import matching_cases, matching_people
from casework.sources.models import Source
from casework.sources.resources import SourceResource
from tests.worlds.asking import taken_back
from tests.worlds.ink import guarded_models
from tests.worlds.oracle import SEEN, Oracle
from tests.worlds.random_worlds import PEOPLE_IN_A_WORLD, WORD, Rows, stored

pytestmark = pytest.mark.django_db

AT_ONCE = 20
BATCHES = max(1, int(os.environ.get("CASEWORK_WORLDS", "100")) // AT_ONCE)
ONLY = os.environ.get("CASEWORK_WORLD")
RESOURCES = {Case: CaseResource, Person: PersonResource, Source: SourceResource,
             Action: ActionResource}  # fmt: skip


def test_the_oracle_knows_every_guarded_model() -> None:
    labels = {model._meta.label for model in guarded_models()}
    assert labels == SEEN.keys(), "say in tests/worlds/oracle.py who sees a row, in plain words"


def allowed(user: User, method: str) -> dict[str, set[int]]:
    """Label → keys that `visible_to` or `editable_by` gives; one query for all models."""
    first, *others = [
        getattr(model.objects, method)(user)
        .order_by()
        .annotate(
            of_model=Value(model._meta.label, CharField()), row=Cast(F("pk"), BigIntegerField())
        )
        .values_list("of_model", "row")
        for model in guarded_models()
    ]
    found: dict[str, set[int]] = {model._meta.label: set() for model in guarded_models()}
    for label, key in first.union(*others, all=True):
        found[label].add(key)
    return found


def differences(rows: Rows, user: User) -> Iterator[str]:
    """Where `visible_to` says otherwise than the oracle."""
    oracle = Oracle(rows, user)
    for label, keys in allowed(user, "visible_to").items():
        if keys != oracle.sees(label):
            yield f"visible_to of {label} differs in {sorted(keys ^ oracle.sees(label))}"


def further_differences(rows: Rows, user: User) -> Iterator[str]:
    """Where the right to change, the search or the export says otherwise than the oracle."""
    oracle = Oracle(rows, user)
    for label, keys in allowed(user, "editable_by").items():
        if keys != oracle.changes(label):
            yield f"editable_by of {label} differs in {sorted(keys ^ oracle.changes(label))}"
    for model, search in ((Case, matching_cases), (Person, matching_people)):
        found = set(search(WORD, user).values_list("pk", flat=True))
        if found != oracle.sees(model._meta.label):
            yield f"the search of {model._meta.label} finds others"
    for model, resource in RESOURCES.items():
        if exported(resource, user) != references(rows, model, oracle):
            yield f"the export of {model._meta.label} holds others"


def exported(resource: Any, user: User) -> set[str]:
    """The references or numbers in the first column of the table that this person would get."""
    table = resource(user=user).export()
    return {str(key) for key in table[resource._meta.import_id_fields[0]]}


def references(rows: Rows, model: type, oracle: Oracle) -> set[str]:
    keys = oracle.changes(model._meta.label)
    column = RESOURCES[model]._meta.import_id_fields[0]
    return {str(getattr(row, column)) for row in rows[model._meta.label] if row.pk in keys}


@pytest.mark.parametrize("batch", range(1 if ONLY else BATCHES))
def test_everybody_sees_what_the_oracle_says(batch: int, record_property: Any) -> None:
    seeds = [int(ONLY)] if ONLY else list(range(batch * AT_ONCE, (batch + 1) * AT_ONCE))
    start = time.monotonic()
    with taken_back():
        rows, users = stored(seeds)
        wrong = []
        for number, user in enumerate(users):
            reader = User.objects.get(pk=user.pk)
            found = [*differences(rows, reader)]
            if number % PEOPLE_IN_A_WORLD == number // PEOPLE_IN_A_WORLD % PEOPLE_IN_A_WORLD:
                found += further_differences(rows, reader)  # of one person in each world
            wrong += [f"{user.username} ({user.role}): {sentence}" for sentence in found]
    assert not wrong, "user-SEED-… says the world: CASEWORK_WORLD=SEED\n" + "\n".join(wrong)
    record_property("measured: random worlds", len(seeds))
    record_property("measured: seconds of the random worlds", round(time.monotonic() - start))
