"""Protected names: read by named people on one page, and nowhere else by anybody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.cases.models import Case, Person, PersonName, Whereabouts
from casework.cases.protection import protect
from casework.cases.resources import PersonResource
from casework.cases.search import matching_cases, matching_people
from casework.dossiers.material import gather
from tests.cast import Cast, sign_in
from tests.dossiers.test_compose import composed
from tests.makers import make_case, make_person

NAME = "Quillfeather Obadiah"
LABEL = "Mother, name withheld"


@pytest.fixture
def mother(cast: Cast, case: Case) -> Person:
    """A person of the file whose name only mara reads."""
    person = make_person(cast.mara, case, LABEL, names=[{"text": "Mrs O."}, {"text": NAME}])
    protect(
        by=cast.mara, person=person, confidants=[cast.mara.pk],
        names=list(names().filter(text=NAME).values_list("pk", flat=True)),
    )  # fmt: skip
    return person


def names():
    return PersonName.objects.unrestricted(because="a test reads what is stored")


def page(client: Client, route: str, *keys: object) -> str:
    return client.get(reverse(route, args=keys)).content.decode()


def test_the_name_is_on_no_page_but_its_own(
    client: Client, cast: Cast, case: Case, mother: Person
) -> None:
    for person in (cast.mara, cast.teo, cast.lou):
        sign_in(client, person)
        pages = page(client, "pages:case_file", case.reference), page(
            client, "pages:person", mother.pk
        )
        for words in pages:
            assert LABEL in words and "Mrs O." in words and NAME not in words


def test_it_is_opened_by_post_by_its_reader_and_each_opening_is_recorded(
    client: Client, cast: Cast, mother: Person
) -> None:
    sign_in(client, cast.mara)
    at = reverse("pages:protected", args=[mother.pk])
    assert NAME not in client.get(at).content.decode()
    assert opened().count() == 0
    assert NAME in client.post(at).content.decode()
    event = opened().get()
    assert (event.actor, event.object_id) == (cast.mara, mother.pk)


def opened():
    rows = Event.objects.unrestricted(because="a test reads the trail")
    return rows.filter(deed="protected_names_viewed")


@pytest.mark.parametrize("name", ["teo", "lou", "ines", "abel"])
def test_for_others_its_page_is_not_there(
    client: Client, cast: Cast, mother: Person, name: str
) -> None:
    sign_in(client, cast.everybody()[name])
    at = reverse("pages:protected", args=[mother.pk])
    assert client.get(at).status_code == client.post(at).status_code == 404
    assert opened().count() == 0


def test_it_is_found_by_its_readers_only(cast: Cast, case: Case, mother: Person) -> None:
    for word in (NAME, "quillfeather"):
        assert list(matching_people(word, cast.mara)) == [mother]
        assert list(matching_cases(word, cast.mara)) == [case]
        for other in (cast.teo, cast.lou, cast.ines):
            assert not matching_people(word, other) and not matching_cases(word, other)
    assert list(matching_people("Mrs O.", cast.teo)) == [mother]


def test_it_leaves_in_no_file_not_even_through_its_reader(
    cast: Cast, case: Case, mother: Person
) -> None:
    for person in (cast.mara, cast.teo):
        assert NAME not in repr(composed(case, cast, asked_by=person))
        assert NAME not in PersonResource(user=person).export().csv
        told = gather(case, person).participations
        assert [name.text for row in told for name in row.person.names_read] == ["Mrs O."]


def test_a_manager_cannot_name_themselves_a_reader(
    client: Client, cast: Cast, mother: Person
) -> None:
    with pytest.raises(PermissionDenied):
        protect(by=cast.teo, person=mother, confidants=[cast.teo.pk])
    sign_in(client, cast.teo)
    assert client.get(reverse("pages:protection", args=[mother.pk])).status_code == 403


@pytest.mark.parametrize("stranger", ["ines", "abel", "vera"])
def test_who_may_not_see_the_person_cannot_be_named(
    cast: Cast, mother: Person, stranger: str
) -> None:
    named = [cast.mara.pk, cast.everybody()[stranger].pk]
    with pytest.raises(ValidationError):
        protect(by=cast.mara, person=mother, confidants=named)


def test_a_reader_taken_off_the_team_reads_nothing(cast: Cast, mother: Person) -> None:
    cast.mara.memberships.all().delete()
    assert not PersonName.objects.visible_to(cast.mara.__class__.objects.get(pk=cast.mara.pk))


def test_what_is_protected_always_has_a_reader(cast: Cast, mother: Person) -> None:
    keep = list(names().filter(is_protected=True).values_list("pk", flat=True))
    with pytest.raises(ValidationError):
        protect(by=cast.mara, person=mother, confidants=[], names=keep)
    protect(by=cast.mara, person=mother, confidants=[])
    assert not names().filter(is_protected=True).exists()


def send(client: Client, person: Person, **changed: object):
    at = reverse("pages:protection", args=[person.pk])
    form = client.get(at).context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value()}
    return client.post(at, {**told, **changed})


def test_a_new_name_is_protected_from_its_first_moment(
    client: Client, cast: Cast, case: Case
) -> None:
    person = make_person(cast.mara, case, LABEL)
    sign_in(client, cast.mara)
    both = [cast.mara.pk, cast.teo.pk]
    answer = send(client, person, new_name=NAME, confidants=both)
    assert answer.status_code == 302, answer.context["form"].errors
    assert names().get(text=NAME).is_protected
    assert list(matching_people(NAME, cast.teo)) == [person]
    assert not matching_people(NAME, cast.lou)
    (event,) = Event.objects.visible_to(cast.abel).filter(deed="protection_changed")
    assert (event.detail["before"], event.detail["after"]) == ([], sorted(both))
    assert NAME not in str(event.detail)


def test_the_label_may_not_hold_the_protected_name(
    client: Client, cast: Cast, case: Case
) -> None:
    person = make_person(cast.mara, case, NAME, names=[{"text": NAME}])
    sign_in(client, cast.mara)
    chosen = [names().get(person=person).pk]
    refused = send(client, person, protected=chosen)
    assert "This holds a protected name" in refused.content.decode()
    assert not names().get(person=person).is_protected
    both = [cast.mara.pk, cast.teo.pk]
    alone = send(client, person, protected=chosen, label=LABEL, confidants=both[:1])
    assert "Name at least two readers." in alone.content.decode()
    answer = send(client, person, protected=chosen, label=LABEL, confidants=both)
    assert answer.status_code == 302
    assert NAME not in page(client, "pages:case_file", case.reference)


def test_whereabouts_are_sealed_and_read_by_the_same_people(
    client: Client, cast: Cast, case: Case, mother: Person
) -> None:
    sign_in(client, cast.mara)
    place = "With the tinker at Zanzibarite Row."
    both = [cast.mara.pk, cast.lou.pk]
    assert send(client, mother, whereabouts=place, confidants=both).status_code == 302
    row = Whereabouts.objects.unrestricted(because="a test reads what is stored").get()
    assert "Zanzibarite" not in row.sealed
    opened_page = client.post(reverse("pages:protected", args=[mother.pk])).content.decode()
    assert place in opened_page and NAME in opened_page
    assert Whereabouts.objects.visible_to(cast.lou).get() == row
    for other in (cast.teo, cast.ines):
        assert not Whereabouts.objects.visible_to(other)
        sign_in(client, other)
        assert place not in page(client, "pages:person", mother.pk)
    sign_in(client, cast.lou)
    assert place not in page(client, "pages:person", mother.pk)
    with pytest.raises(ValidationError):
        protect(by=cast.mara, person=mother, confidants=[])


def test_its_reader_is_told_where_the_name_still_stands(
    client: Client, cast: Cast, case: Case, mother: Person
) -> None:
    told = make_case(cast.mara, cast.east_asia, summary=f"About {NAME.upper()}.")
    make_person(cast.mara, told, person=mother)
    sign_in(client, cast.mara)
    answer = client.post(reverse("pages:protected", args=[mother.pk]))
    assert list(answer.context["still_told"]) == [told]


def test_the_back_office_shows_it_to_nobody(client: Client, cast: Cast, mother: Person) -> None:
    for person in (cast.mara, cast.teo):
        sign_in(client, person)
        words = page(client, "admin:cases_person_change", mother.pk)
        assert "Mrs O." in words and NAME not in words


def test_the_form_of_protection_shows_no_protected_name(
    client: Client, cast: Cast, mother: Person
) -> None:
    sign_in(client, cast.mara)
    words = page(client, "pages:protection", mother.pk)
    assert "Protected name 2" in words and "Mrs O." in words and NAME not in words


def test_nobody_takes_the_names_of_a_public_figure_away(
    client: Client, cast: Cast, case: Case
) -> None:
    speaker = make_person(cast.mara, case, is_public_figure=True, names=[{"text": "Speaker"}])
    for person in (cast.mara, cast.teo, cast.ines):
        sign_in(client, person)
        assert client.get(reverse("pages:protection", args=[speaker.pk])).status_code == 403


def test_an_earlier_title_of_the_file_is_for_readers_of_the_name(
    client: Client, cast: Cast, case: Case, mother: Person
) -> None:
    for title in (NAME, "Something else"):
        Case.objects.editable_by(cast.mara).filter(pk=case.pk).update(public_title=title)
    for person, reads in ((cast.mara, True), (cast.teo, False)):
        sign_in(client, person)
        assert (NAME in page(client, "admin:cases_case_history", case.pk)) == reads
