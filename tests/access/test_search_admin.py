"""Searching in the back office: the words stand in no address, and belong to their owner."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from casework.access.search_admin import SearchByPost
from casework.cases.models import Case
from tests.access.back_office import address, searched
from tests.access.test_admin import as_user
from tests.cast import Cast
from tests.makers import make_case

pytestmark = pytest.mark.django_db

FORGOTTEN = "no longer kept"
SUGGEST = {"app_label": "cases", "model_name": "participation", "field_name": "case"}


def hrefs(page: str) -> list[str]:
    return re.findall(r'(?:href|action)="([^"]*)"', page)


def test_every_list_searches_by_post() -> None:
    searching = [m for m in admin.site._registry.values() if m.search_fields]
    assert searching
    assert [type(m).__name__ for m in searching if not isinstance(m, SearchByPost)] == []


def test_a_searched_word_stands_in_no_address_and_in_the_box_of_its_owner(
    case: Case, cast: Cast
) -> None:
    mara = as_user(cast.mara)
    response = searched(mara, Case, "seventeen", "?kind=group&o=1")
    page = response.content.decode()
    assert response.context_data["cl"].result_count == 1
    assert 'value="seventeen"' in page
    (landed, status), *_rest = response.redirect_chain
    assert status == 302
    assert re.search(r"[?&]q=[\w-]{16}(&|$)", landed)
    assert "kind=group" in landed
    assert not [href for href in [landed, *hrefs(page)] if "seventeen" in href]


def test_filters_order_and_pages_keep_the_search(cast: Cast) -> None:
    for _number in range(101):
        make_case(cast.mara, cast.east_asia, public_title="A file about fishing", kind="theme")
    make_case(cast.mara, cast.east_asia, public_title="Another file", kind="theme")
    mara = as_user(cast.mara)
    response = searched(mara, Case, "fishing")
    key = response.request["QUERY_STRING"]
    links = [href.replace("&amp;", "&") for href in hrefs(response.content.decode())]
    followed = [link for link in links if link.startswith("?") and link != "?" and key in link]
    assert any("p=2" in link for link in followed)
    assert any("o=" in link for link in followed)
    assert any("kind__exact=theme" in link for link in followed)
    for link in followed:
        changelist = mara.get(address(Case, "changelist") + link).context_data["cl"]
        assert changelist.query == "fishing"
        assert changelist.result_count in {0, 101}


@pytest.mark.parametrize("key", ["seventeen", "AAAAAAAAAAAAAAAA", "%27", "q"])
def test_an_unknown_key_finds_nothing_and_says_so(case: Case, cast: Cast, key: str) -> None:
    response = as_user(cast.mara).get(address(Case, "changelist") + f"?q={key}")
    assert response.status_code == 200
    assert response.context_data["cl"].result_count == 0
    assert FORGOTTEN in response.content.decode()


def test_the_key_of_somebody_else_means_nothing(case: Case, cast: Cast) -> None:
    found = searched(as_user(cast.mara), Case, "seventeen").request["QUERY_STRING"]
    response = as_user(cast.teo).get(address(Case, "changelist") + f"?{found}")
    assert response.context_data["cl"].result_count == 0
    page = response.content.decode()
    assert FORGOTTEN in page
    assert 'value="seventeen"' not in page


def test_an_empty_search_shows_the_whole_list_again(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    found = searched(mara, Case, "no such thing").request["QUERY_STRING"]
    response = searched(mara, Case, "", f"?{found}")
    assert response.request["QUERY_STRING"] == ""
    assert response.context_data["cl"].result_count == 1


@pytest.mark.parametrize("words", ["a\0b", "x" * 201])
def test_words_that_cannot_be_searched_are_refused_in_a_sentence(
    case: Case, cast: Cast, words: str
) -> None:
    response = searched(as_user(cast.mara), Case, words)
    assert response.status_code == 200
    assert "cannot be searched" in response.content.decode()
    assert response.request["QUERY_STRING"] == ""


def test_only_the_last_searches_are_kept(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    first = searched(mara, Case, "seventeen").request["QUERY_STRING"]
    for number in range(20):
        last = searched(mara, Case, f"group {number}").request["QUERY_STRING"]
    assert FORGOTTEN in mara.get(address(Case, "changelist") + f"?{first}").content.decode()
    assert FORGOTTEN not in mara.get(address(Case, "changelist") + f"?{last}").content.decode()


def test_who_may_not_see_a_list_cannot_search_it(case: Case, cast: Cast) -> None:
    for name in ("vera", "abel"):
        response = as_user(cast.everybody()[name]).post(
            address(Case, "changelist"), {"words": "seventeen"}
        )
        assert response.status_code == 403


def test_a_forged_search_is_refused(case: Case, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mara)
    for page, data in (
        (address(Case, "changelist"), {"words": "seventeen"}),
        (reverse("admin:autocomplete"), {**SUGGEST, "term": "seventeen"}),
    ):
        assert client.post(page, data).status_code == 403


def test_suggestions_are_asked_for_by_post_alone(case: Case, cast: Cast) -> None:
    mara = as_user(cast.mara)
    asked = {**SUGGEST, "term": "seventeen"}
    assert mara.get(reverse("admin:autocomplete"), asked).status_code == 405
    answer = mara.post(reverse("admin:autocomplete"), asked)
    assert [row["id"] for row in answer.json()["results"]] == [str(case.pk)]


@pytest.mark.parametrize("name", ["mara", "vera"])
def test_no_box_of_any_form_asks_by_get(case: Case, cast: Cast, name: str) -> None:
    client, asking = as_user(cast.everybody()[name]), 0
    for model in admin.site._registry:
        response = client.get(address(model, "add"))
        page = response.content.decode()
        assert 'data-ajax--type="GET"' not in page, model
        asking += page.count('data-ajax--type="POST"')
    assert asking or name == "vera"
