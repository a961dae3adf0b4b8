"""The back office's part in the trail: read by auditors, told of searches, exports and grants."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Team, User
from accounts.roles import Role
from casework.audit import trail_admin
from casework.audit.chain import head
from casework.audit.deeds import Deed
from casework.audit.models import Event
from casework.audit.session import mark_of
from casework.audit.trail import record
from casework.cases.models import Case, Participation
from tests.access.back_office import add, address, change, errors_of, rows
from tests.audit.sealing import disarm, run, seal_now
from tests.cast import Cast, sign_in
from tests.makers import make_person

BECAUSE = "a test reads the trail"
LIST = reverse("admin:audit_event_changelist")
RECOMPUTE = reverse("admin:audit_event_recompute")

pytestmark = pytest.mark.django_db


def as_user(user: User) -> Client:
    return sign_in(Client(), user)


def details(deed: str) -> list[dict]:
    rows = Event.objects.unrestricted(because=BECAUSE).filter(deed=deed).order_by("pk")
    return [event.detail for event in rows]


def listed(client: Client, query: str = "") -> list[Event]:
    answer = client.get(LIST + query)
    assert answer.status_code == 200, query
    return list(answer.context_data["cl"].result_list)


# ---- Reading ------------------------------------------------------------------------------------


def test_the_trail_is_read_by_auditors_alone(cast: Cast, chain: int) -> None:
    for name, user in cast.everybody().items():
        answer = as_user(user).get(LIST)
        assert (answer.status_code == 200) == (name == "abel"), name


def test_the_newest_come_first_and_deeds_are_said_in_words(cast: Cast, chain: int) -> None:
    events = listed(as_user(cast.abel))
    assert [event.pk for event in events] == sorted((e.pk for e in events), reverse=True)
    page = as_user(cast.abel).get(LIST).content.decode()
    assert "failed to sign in" in page
    assert "n: 3; fields: label" in page


def test_the_trail_is_narrowed_by_deed_kind_person_day_and_session(
    cast: Cast, case: Case, chain: int
) -> None:
    abel, mara = as_user(cast.abel), as_user(cast.mara)
    mara.post(reverse("pages:search"), {"q": "anything"})
    session = mark_of(mara.session.session_key)
    today = timezone.localdate()
    assert {e.deed for e in listed(abel, "?deed__exact=signed_out")} == {"signed_out"}
    assert {e.object_type for e in listed(abel, "?kind=cases.Case")} == {"cases.Case"}
    assert {e.actor for e in listed(abel, f"?actor__id__exact={cast.teo.pk}")} == {cast.teo}
    assert {e.session for e in listed(abel, f"?session={session}")} == {session}
    assert len(listed(abel, f"?day={today}")) > chain
    assert listed(abel, f"?day={today - dt.timedelta(days=1)}") == []
    assert listed(abel, "?day=nonsense")
    assert abel.get(LIST + "?detail__contains=x").status_code == 400


def test_a_long_trail_is_not_counted(
    cast: Cast,
    chain: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(trail_admin, "COUNTED", 10)
    abel = as_user(cast.abel)
    with django_assert_max_num_queries(8) as asked:
        answer = abel.get(LIST)
    assert "There are more" in answer.content.decode()
    assert answer.context_data["cl"].result_count == 10
    counts = [q["sql"] for q in asked.captured_queries if "COUNT(" in q["sql"]]
    assert counts and all("LIMIT 10" in sql for sql in counts)


# ---- Recomputing, by a button -------------------------------------------------------------------


def told(client: Client, **data: str) -> str:
    answer = client.post(RECOMPUTE, data, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_button_recomputes_the_chain_and_says_what_it_found(cast: Cast, chain: int) -> None:
    abel = as_user(cast.abel)
    disarm()  # seals what waits, the login of abel included
    seals, anchor = head().seq, str(head())
    assert seals == chain + 1
    run("ALTER TABLE audit_event ENABLE TRIGGER is_sealed_at_commit")
    assert f"{seals} seals recomputed, all whole; head {anchor}" in told(abel)
    seal_now()
    assert "and the anchor fits" in told(abel, anchor=anchor)
    seal_now()
    assert "64 hexadecimal digits" in told(abel, anchor="nonsense")
    run("UPDATE audit_event SET deed = 'x' WHERE detail->>'n' = '6'")
    assert "something is wrong at 7. Changed" in told(abel)
    assert details("trail_verified")[0] == {"found": "whole", "seals": seals}
    assert details("trail_verified")[-1] == {"found": "changed", "seals": 6}


def test_the_button_is_pressed_by_auditors_alone_and_never_by_a_link(
    cast: Cast, chain: int
) -> None:
    assert as_user(cast.abel).get(RECOMPUTE).status_code == 405
    for user in (cast.mara, cast.teo, cast.vera):
        assert as_user(user).post(RECOMPUTE).status_code == 403
    assert as_user(cast.lou).post(RECOMPUTE).status_code in {302, 403}
    assert details("trail_verified") == []


def test_a_trail_too_long_for_a_page_is_left_to_the_command(
    cast: Cast, chain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_admin, "CHECKED_HERE", chain - 1)
    assert "Run audit_verify" in told(as_user(cast.abel))


# ---- What the back office tells -----------------------------------------------------------------


def test_a_search_of_a_list_and_a_suggestion_are_told_with_their_hits(
    cast: Cast, case: Case
) -> None:
    make_person(cast.mara, case, "Zanzibarite")
    mara = as_user(cast.mara)
    mara.get(address(Case, "changelist"))
    mara.post(address(Case, "changelist"), {"words": "seventeen"}, follow=True)
    field = {"app_label": "cases", "model_name": Participation._meta.model_name,
             "field_name": "person"}  # fmt: skip
    mara.post(reverse("admin:autocomplete"), {**field, "term": ""})
    mara.post(reverse("admin:autocomplete"), {**field, "term": "zanzi"})
    mara.post(reverse("admin:autocomplete"), {**field, "term": "quux"})
    assert details("searched") == [
        {"kind": "cases.Case", "hits": 1},
        {"kind": "cases.Person", "hits": 1},
        {"kind": "cases.Person", "hits": 0},
    ]


def test_a_file_for_named_people_is_told_when_the_back_office_shows_it(
    cast: Cast, case: Case
) -> None:
    mara = as_user(cast.mara)
    mara.get(address(Case, "change", case.pk))
    assert details("narrowed_file_viewed") == []
    Case.objects.editable_by(cast.mara).filter(pk=case.pk).update(
        sight="named", named_readers=[cast.mara.pk]
    )
    mara.get(address(Case, "change", case.pk))
    mara.get(address(Case, "history", case.pk))
    assert len(details("narrowed_file_viewed")) == 2


def test_django_writes_no_log_of_its_own(cast: Cast, case: Case) -> None:
    mara = as_user(cast.mara)
    assert change(mara, case, summary="Read again.").status_code == 302
    assert add(mara, type(make_person(cast.mara, case)), label="Somebody").status_code == 302
    assert as_user(cast.vera).get(address(User, "changelist")).status_code == 200
    assert not LogEntry.objects.exists()


# ---- Grants -------------------------------------------------------------------------------------


def test_a_new_account_is_told_with_its_role_and_teams(cast: Cast) -> None:
    response = add(
        as_user(cast.vera), User, username="new", name="New", role=Role.MANAGER, is_active="on",
        **rows("memberships", {"team": cast.east_asia.pk}),
    )  # fmt: skip
    assert response.status_code == 302, errors_of(response)
    assert details("account_opened") == [{"role": "manager", "teams": [cast.east_asia.pk]}]


def test_a_change_of_role_teams_or_closure_is_told_with_before_and_after(cast: Cast) -> None:
    vera, east = as_user(cast.vera), cast.east_asia.pk
    changed = {"role": Role.MANAGER, "is_active": False, "memberships-0-DELETE": "on"}
    assert change(vera, cast.lou, **changed).status_code == 302
    assert change(vera, User.objects.get(pk=cast.lou.pk), is_active="on").status_code == 302
    assert details("role_changed") == [{"before": "reader", "after": "manager"}]
    assert details("teams_changed") == [{"before": [east], "after": []}]
    assert details("account_closed") == details("account_reopened") == [{}]
    assert details("password_changed") == []


def test_nothing_is_told_of_grants_that_stay(cast: Cast) -> None:
    vera = as_user(cast.vera)
    assert change(vera, cast.lou, email="lou@example.org").status_code == 302
    assert details("role_changed") == details("teams_changed") == []


def test_the_history_of_an_account_is_for_auditors_and_administrators_of_accounts(
    cast: Cast,
) -> None:
    vera = as_user(cast.vera)
    change(vera, cast.lou, role=Role.MANAGER)
    record(cast.mara, Deed.CHANGED, cast.mara, fields=["email"])
    page = address(User, "history", cast.lou.pk)
    for name, user in cast.everybody().items():
        answer = as_user(user).get(page)
        if name in {"abel", "vera"}:
            assert "changed the role of an account" in answer.content.decode()
            assert "before: reader; after: manager" in answer.content.decode()
            assert "email" not in answer.content.decode()
        else:
            assert answer.status_code in {302, 403}, name


def test_an_administrator_of_accounts_sees_what_was_done_to_accounts_and_no_more(
    cast: Cast, case: Case
) -> None:
    record(cast.vera, Deed.CHANGED, cast.lou, fields=["email"])
    record(cast.vera, Deed.CHANGED, Team.objects.first(), fields=["name"])
    kinds = set(Event.objects.visible_to(cast.vera).values_list("object_type", flat=True))
    assert kinds == {"accounts.User", "accounts.Team"}
    assert Event.objects.visible_to(cast.abel).filter(object_type="cases.Case").exists()
    assert not Event.objects.editable_by(cast.vera).exists()
    assert Membership.objects.exists()
