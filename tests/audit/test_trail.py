"""What stands in the trail: a closed list of deeds, plain values, the session, every refusal."""

import hashlib
import uuid

import pytest
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from casework.audit.deeds import Deed, UnknownDeed
from casework.audit.models import Event
from casework.audit.plain import NotPlain
from casework.audit.trail import record
from casework.cases.models import Case
from tests.cast import Cast
from tests.makers import make_case, make_entry, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def events(deed: str) -> list[Event]:
    rows = Event.objects.unrestricted(because="a test reads the trail")
    return list(rows.filter(deed=deed).order_by("pk"))


# ---- What may be recorded -----------------------------------------------------------------------


def test_an_unknown_deed_is_refused_and_the_place_to_add_it_is_said(cast: Cast) -> None:
    with pytest.raises(UnknownDeed, match=r"Add it to Deed in casework/audit/deeds\.py"):
        record(cast.mara, "danced")


@pytest.mark.parametrize(
    "words",
    [
        "Kim", "a name", "名", "söur", "x" * 65, "Mother, name withheld", "it was so.\n",
        "cases.case file", "-dash first", "C-lower", 1.5, b"bytes", {"a": 1}, ["Kim"], object(),
    ],
)  # fmt: skip
def test_words_that_somebody_typed_are_refused(cast: Cast, words: object) -> None:
    with pytest.raises(NotPlain, match="“told” cannot be recorded") as refused:
        record(cast.mara, Deed.CHANGED, told=words)
    assert str(words) not in str(refused.value)


def test_a_reason_is_a_code(cast: Cast) -> None:
    with pytest.raises(NotPlain):
        record(cast.mara, Deed.CHANGED, why="Because of her mother.")


def test_ids_numbers_codes_hashes_and_fields_are_kept_as_they_are(cast: Cast, case: Case) -> None:
    key, digest = uuid.uuid4(), hashlib.sha256(b"").hexdigest()
    record(
        cast.mara, Deed.CHANGED, case, why="correction", fields=["public_title"], n=-3,
        missing=None, yes=True, empty="", digest=digest, key=key, day="2008-03-18",
        label="cases.Case", route="admin:cases_case_change", reference=case.reference,
    )  # fmt: skip
    (told,) = events("changed")
    assert (told.actor, told.object_type, told.object_id) == (cast.mara, "cases.Case", case.pk)
    assert told.why == "correction"
    assert told.detail == {
        "fields": ["public_title"], "n": -3, "missing": None, "yes": True, "empty": "",
        "digest": digest, "key": str(key), "day": "2008-03-18", "label": "cases.Case",
        "route": "admin:cases_case_change", "reference": case.reference,
    }  # fmt: skip


def test_every_deed_is_said_in_words() -> None:
    assert all(deed.label and deed.value == deed.name.lower() for deed in Deed)
    longest = max(len(deed.value) for deed in Deed)
    assert longest <= Event._meta.get_field("deed").max_length


# ---- From which session -------------------------------------------------------------------------


def test_a_deed_tells_its_session_by_a_mark_that_opens_none(client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    client.post(reverse("pages:search"), {"q": "anything"})
    (told,) = events("searched")
    key = client.session.session_key
    assert told.session == hashlib.sha256(key.encode()).hexdigest()[:16]
    assert key not in str(vars(told))


def test_a_deed_outside_a_request_has_no_session(client: Client, cast: Cast, case: Case) -> None:
    client.force_login(cast.mara)
    client.get(reverse("pages:desk"))
    record(cast.mara, Deed.CASE_EDITED, case)
    assert events("case_edited")[-1].session == ""


# ---- Coming in ----------------------------------------------------------------------------------


@pytest.fixture
def mara(cast: Cast) -> User:
    cache.clear()
    cast.mara.set_password(PASSWORD)
    cast.mara.save()
    return cast.mara


def sign_in(client: Client, username: str, password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": username, "password": password})


def test_signing_in_and_out_tells_how_and_from_which_session(client: Client, mara: User) -> None:
    sign_in(client, "mara")
    session = hashlib.sha256(client.session.session_key.encode()).hexdigest()[:16]
    client.post(reverse("account_logout"))
    (came,), (left,) = events("signed_in"), events("signed_out")
    assert (came.actor, came.object_id, came.detail) == (mara, mara.pk, {"methods": ["password"]})
    assert (left.actor, left.session, came.session) == (mara, session, session)


def test_a_failed_sign_in_tells_the_account_if_there_is_one(client: Client, mara: User) -> None:
    sign_in(client, "mara", "wrong password")
    sign_in(client, "nobody-of-that-name", "wrong password")
    known, unknown = events("sign_in_failed")
    assert (known.object_type, known.object_id) == ("accounts.User", mara.pk)
    assert (unknown.object_type, unknown.object_id) == ("", None)
    assert known.actor is unknown.actor is None
    assert "nobody" not in str(vars(unknown))


def test_a_failed_sign_in_asks_as_much_of_a_known_name_as_of_an_unknown_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("mara", "nobody-of-that-name", "", "nul\0"):
        with django_assert_num_queries(2):  # the account of that name; the event
            user_login_failed.send(__name__, credentials={"username": name}, request=None)


# ---- Reading ------------------------------------------------------------------------------------


def test_a_search_is_told_with_its_hits_and_without_its_words(
    client: Client, cast: Cast, case: Case
) -> None:
    client.force_login(cast.mara)
    client.post(reverse("pages:search"), {"q": "seventeen"})
    client.post(reverse("pages:search"), {"q": ""})
    (told,) = events("searched")
    assert told.detail == {"route": "pages:search", "hits": 1}


def test_a_file_for_named_people_is_not_opened_without_a_line(client: Client, cast: Cast) -> None:
    team = make_case(cast.mara, cast.east_asia)
    narrow = make_case(cast.mara, cast.east_asia)
    Case.objects.editable_by(cast.mara).filter(pk=narrow.pk).update(
        sight="named", named_readers=[cast.mara.pk]
    )
    client.force_login(cast.mara)
    for route in ("pages:case_file", "pages:edit_case"):
        for file in (team, narrow):
            assert client.get(reverse(route, args=[file.reference])).status_code == 200
    seen = events("narrowed_file_viewed")
    assert [(told.actor, told.object_id) for told in seen] == [(cast.mara, narrow.pk)] * 2


# ---- Reviews ------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["confirmed", "returned", "rejected"])
def test_each_step_of_a_review_is_told(
    client: Client, cast: Cast, case: Case, decision: str
) -> None:
    entry = make_entry(cast.mara, case)
    client.force_login(cast.teo)
    client.post(
        reverse("pages:review_entry", args=[entry.pk]), {"decision": decision, "words": "Why?"}
    )
    told = events(f"entry_{decision}")[-1]
    assert (told.actor, told.object_id) == (cast.teo, entry.pk)


# ---- Refusals -----------------------------------------------------------------------------------


def refused_at(client: Client, url: str, method: str = "get") -> dict:
    before = len(events("refused"))
    getattr(client, method)(url)
    told = events("refused")[before:]
    assert len(told) == 1
    return told[0].detail


def test_a_refusal_is_told_with_its_route_and_key_only(
    client: Client, cast: Cast, case: Case
) -> None:
    person = make_person(cast.mara, case)
    client.force_login(cast.ines)
    assert refused_at(client, f"/cases/{case.reference}/?q=secret") == {
        "status": 404, "route": "pages:case_file", "keys": [case.reference],
    }  # fmt: skip
    assert refused_at(client, reverse("pages:person", args=[person.pk])) == {
        "status": 404, "route": "pages:person", "keys": [str(person.pk)],
    }  # fmt: skip
    assert refused_at(client, reverse("pages:review"))["status"] == 403
    assert refused_at(client, "/nowhere/secret/") == {"status": 404, "route": ""}
    assert refused_at(client, "/back-office/audit/event/")["status"] == 403
    assert refused_at(client, "/back-office/cases/case/secret/delete/", "post")["keys"] == []
    assert "secret" not in str([told.detail for told in events("refused")])


def test_hidden_and_absent_leave_the_same_line(client: Client, cast: Cast, case: Case) -> None:
    client.force_login(cast.ines)
    hidden = refused_at(client, reverse("pages:case_file", args=[case.reference]))
    absent = refused_at(client, reverse("pages:case_file", args=["C-ZZZZZZZ"]))
    assert hidden.pop("keys") != absent.pop("keys")
    assert hidden == absent


def test_who_is_not_signed_in_leaves_no_line_and_an_answer_none(
    client: Client, cast: Cast, case: Case
) -> None:
    client.get("/nowhere/")
    client.force_login(cast.mara)
    client.get(reverse("pages:case_file", args=[case.reference]))
    assert events("refused") == []


def test_a_refusal_stays_when_the_deed_is_rolled_back(
    client: Client, cast: Cast, case: Case
) -> None:
    """Reading a file for named people, and being refused on it: the view's own line goes."""
    Case.objects.editable_by(cast.mara).filter(pk=case.pk).update(
        sight="named", named_readers=[cast.lou.pk]
    )
    client.force_login(cast.lou)
    refused = refused_at(client, reverse("pages:edit_case", args=[case.reference]))
    assert refused["status"] == 403
    assert events("narrowed_file_viewed") == []
