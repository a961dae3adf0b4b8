"""Two teams that share a source: neither sees what the other quotes from it or rests on it."""

from django.test import Client
from django.urls import reverse

from casework.cases.models import Kinship, Participation
from casework.cases.sourcing import rest_on, use_source
from tests.cast import Cast
from tests.makers import make_case, make_citation, make_entry, make_person, make_source


def test_what_the_other_team_rests_on_a_shared_source_is_nowhere_on_its_page(
    client: Client, cast: Cast
) -> None:
    east = make_case(cast.mara, cast.east_asia, public_title="The eastern file")
    west = make_case(cast.ines, cast.west_africa, public_title="The western file")
    shared = make_source(cast.mara, title="Shared")
    use_source(west, shared)
    passage = make_citation(cast.mara, shared, quotation="Eastern words.", locator="page 7")
    make_entry(
        cast.mara, east, "", axis="event", citations=[passage], told="An eastern entry."
    )  # fmt: skip
    both = [make_person(cast.mara, east, name) for name in ("Shared One", "Shared Two")]
    for person in both:
        Participation(case=west, person=person, role="victim").save()
    kinship = Kinship(person=both[0], relative=both[1], kind="sibling_of")
    kinship.save()
    rest_on(kinship, east, [passage])

    def shown(reader: str) -> str:
        client.force_login(getattr(cast, reader))
        return client.get(reverse("pages:source", args=[shared.pk])).content.decode()

    secrets = ("Eastern words.", "page 7", "An eastern entry.", "The eastern file", "Shared Two")
    assert all(words in shown("lou") for words in secrets)
    for words in secrets:
        assert words not in shown("ines"), words
    assert "The western file" in shown("ines")
