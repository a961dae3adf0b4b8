"""Earlier states of what files share: held back where one file has somebody who is protected."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.access.policy import TRACKED
from casework.advocacy.models import Action
from casework.cases.models import Case, Person
from casework.cases.sourcing import use_source
from casework.sources.models import Source
from tests.access.test_sight import fill, models_by_label
from tests.audit.test_changes import touch
from tests.cast import Cast, sign_in
from tests.makers import make_action, make_case, make_person, make_source

pytestmark = pytest.mark.django_db

NAME = "Quillfeather"
OF_THE_PERSON = {"cases.PersonName", "cases.Kinship"}  # by what is protected: the names alone


def every(model: type[Model]):
    return model.objects.unrestricted(because="a test edits")


def reads(user: User, row: Model) -> bool:
    changes = type(row).pgh_event_models["changed"].objects
    return changes.visible_to(user).filter(pgh_obj=row.pk).exists()


def guard(case: Case, *confidants: User) -> None:
    """Something of a person in the file is protected, and these are named for it."""
    person = make_person(case.recorded_by, case)
    every(Person).filter(pk=person.pk).update(confidants=[user.pk for user in confidants])


@pytest.mark.parametrize("label", sorted(TRACKED.keys() - OF_THE_PERSON))
def test_each_is_read_by_the_confidant_and_not_by_a_colleague(cast: Cast, label: str) -> None:
    case = fill(cast.mara, cast.teo, cast.east_asia)
    for source in every(Source):
        use_source(case, source)
    every(Person).update(confidants=[cast.mara.pk])
    model = models_by_label()[label]
    touch(model)
    changes = model.pgh_event_models["changed"].objects
    assert changes.visible_to(cast.mara).exists()
    assert not changes.visible_to(cast.teo).exists()


def shared_action(cast: Cast, *cases: Case) -> Action:
    every(Case).update(sight="all_staff")
    return make_action(cast.mara, *cases, title=f"For {NAME}")


def shared_source(cast: Cast, *cases: Case) -> Source:
    every(Case).update(sight="all_staff")
    source = make_source(cast.mara, title=f"Of {NAME}")
    for case in cases:
        use_source(case, source)
    return source


@pytest.mark.parametrize("make", [shared_action, shared_source])
def test_every_file_that_shares_it_counts(
    cast: Cast, case: Case, make: Callable[..., Model]
) -> None:
    other = make_case(cast.ines, cast.west_africa)
    row = make(cast, case, other)
    every(type(row)).filter(pk=row.pk).update(title="Another")
    readers = (cast.mara, cast.teo, cast.ines, cast.okoro)
    assert all(reads(user, row) for user in readers)
    guard(case, cast.mara, cast.ines)
    assert [reads(user, row) for user in readers] == [True, False, True, False]
    guard(other, cast.ines)
    assert [reads(user, row) for user in readers] == [False, False, True, False]


# ---- On the pages -------------------------------------------------------------------------------


def pages_of(case: Case, row: Model) -> list[str]:
    today = timezone.localdate()
    before = today - timedelta(days=1)
    here = reverse("pages:case_file", args=[case.reference])
    changes = reverse("pages:changes", args=[case.reference])
    history = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
    told = [history]
    if isinstance(row, Action):
        told += [f"{here}?known_on={before}", f"{changes}?first={before}&second={today}"]
    return told


@pytest.mark.parametrize("make", [shared_action, shared_source])
def test_a_name_in_an_earlier_title_is_read_by_the_confidant_alone(
    client: Client, cast: Cast, case: Case, make: Callable[..., Model]
) -> None:
    row = make(cast, case)
    written = timezone.now() - timedelta(days=9)
    every(Case).filter(pk=case.pk).update(recorded_at=written)
    every(type(row)).filter(pk=row.pk).update(recorded_at=written, title="For somebody")
    guard(case, cast.mara)
    for address in pages_of(case, row):
        for user, may_read in ((cast.mara, True), (cast.teo, False), (cast.lou, False)):
            sign_in(client, user)
            assert (NAME in client.get(address).content.decode()) == may_read, (address, user)
