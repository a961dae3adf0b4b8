"""The whole policy in words: complete, for auditors, and without a word of a case."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from casework.access import policy
from casework.access.guard import GuardedModel
from casework.access.policy_words import kinds
from casework.cases.models import Case
from tests.cast import Cast
from tests.makers import make_case, make_note


def printed() -> str:
    out = io.StringIO()
    call_command("policy", stdout=out)
    return out.getvalue()


def test_each_kind_of_row_has_its_words() -> None:
    assert len(kinds()) == len(policy.RULES)
    for kind in kinds():
        assert kind.kind and kind.see and kind.change, kind


def test_every_row_that_names_its_readers_is_told_of() -> None:
    naming = {"named_readers", "confidants"}
    found = {
        model._meta.label: field.name
        for model in apps.get_models()
        if issubclass(model, GuardedModel) and not model._meta.label.endswith("Change")
        for field in model._meta.fields
        if field.name in naming
    }
    assert found == policy.NAMED_READERS


def test_each_person_is_told_of_with_teams_and_where_they_are_named(
    cast: Cast, case: Case
) -> None:
    cast.lou.is_active = False
    cast.lou.save()
    narrow = make_case(cast.teo, cast.east_asia, public_title="Zanzibarite")
    narrow.sight, narrow.named_readers = "named", [cast.teo.pk, cast.ines.pk]
    narrow.save()
    note = make_note(cast.teo, case, "named", text="Zanzibarite", named_readers=[cast.mara.pk])
    words = printed()
    assert words.count("administrator of accounts") >= 2
    ines = words[words.index("Ines (ines)") :].split("\n", 3)
    assert "West Africa" in ines[2] and f"#{narrow.pk}" in ines[3].split("\n")[0]
    mara = words[words.index("Mara (mara)") :].split("\n", 4)
    assert f"#{note.pk}" in mara[3]
    lou = words[words.index("Lou (lou)") :].split("\n", 2)
    assert "closed" in lou[1]
    assert "Zanzibarite" not in words and case.title not in words


@pytest.mark.parametrize("name", ["mara", "teo", "lou", "vera", "abel"])
def test_auditors_alone_read_it_in_the_browser(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.everybody()[name])
    answer = client.get(reverse("admin:policy"))
    assert answer.status_code == {"abel": 200, "lou": 302}.get(name, 403)
    if name == "abel":
        page = answer.content.decode()
        assert "Case files" in page and "Mara (mara)" in page
