"""Accounts: closed and never deleted; nobody lifts themselves; one administrator stays."""

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, OneTimeLink, User
from accounts.roles import BACK_OFFICE, Role
from tests.access.back_office import change, errors_of, rows
from tests.accounts.people import deeds, is_in
from tests.cast import Cast, again, make_user, sign_in


@pytest.fixture
def vera(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.vera)


def test_the_database_deletes_no_account(cast: Cast) -> None:
    lonely = make_user("lonely", Role.READER)
    for delete in (lonely.delete, User.objects.filter(pk=lonely.pk).delete):
        with pytest.raises(IntegrityError, match="closed, never deleted"), transaction.atomic():
            delete()
    with (
        pytest.raises(IntegrityError, match="closed, never deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [lonely.pk])
    assert User.objects.filter(pk=lonely.pk).exists()


def test_no_role_and_no_page_deletes_one(vera: Client, cast: Cast) -> None:
    assert not any("delete" in verbs for apps in BACK_OFFICE.values() for verbs in apps.values())
    delete = reverse("admin:accounts_user_delete", args=[cast.lou.pk])
    assert vera.post(delete, {"post": "yes"}).status_code == 403
    marked = {"action": "delete_selected", "_selected_action": [cast.lou.pk], "post": "yes"}
    vera.post(reverse("admin:accounts_user_changelist"), marked)
    assert User.objects.filter(pk=cast.lou.pk).exists()
    request = vera.get("/").wsgi_request
    for model in (User, type(cast.east_asia)):
        assert not admin.site.get_model_admin(model).has_delete_permission(request)


def test_closing_ends_sessions_and_links_for_good(vera: Client, cast: Cast) -> None:
    lou = sign_in(Client(), cast.lou)
    change(vera, cast.lou, is_active=False)
    assert not again(cast.lou).is_active and not is_in(lou)
    change(vera, again(cast.lou), is_active="on")
    assert again(cast.lou).is_active and not is_in(lou), "an old session does not come back"
    assert not OneTimeLink.objects.filter(user=cast.lou, spent_at=None).exists()
    assert deeds().count("changed") >= 2


@pytest.mark.parametrize("wish", [{"role": Role.MANAGER}, {"is_active": False}])
def test_nobody_changes_their_own_role_or_closes_themselves(
    wish: dict, vera: Client, cast: Cast
) -> None:
    make_user("second", Role.ACCOUNT_ADMINISTRATOR)
    answer = change(vera, cast.vera, **wish)
    assert "Nobody changes their own role" in errors_of(answer)
    assert again(cast.vera).role == Role.ACCOUNT_ADMINISTRATOR and again(cast.vera).is_active


def test_one_may_mend_ones_own_name(vera: Client, cast: Cast) -> None:
    assert not errors_of(change(vera, cast.vera, name="Vera Again"))
    assert again(cast.vera).name == "Vera Again"


def test_nobody_puts_themselves_on_a_team(vera: Client, cast: Cast) -> None:
    before = set(again(cast.vera).team_ids)
    address = reverse("admin:accounts_user_change", args=[cast.vera.pk])
    form = {"username": "vera", "name": "Vera", "role": cast.vera.role, "is_active": "on"}
    form |= {"memberships-INITIAL_FORMS": "0"}
    form |= rows("memberships", {"team": cast.west_africa.pk, "user": cast.vera.pk})
    vera.post(address, form)
    assert set(again(cast.vera).team_ids) == before
    of_a_colleague = rows("memberships", {"team": cast.west_africa.pk}, stored=1)
    assert not errors_of(change(vera, cast.lou, **of_a_colleague))
    assert cast.west_africa.pk in again(cast.lou).team_ids


@pytest.mark.parametrize("wish", [{"role": Role.READER}, {"is_active": False}])
def test_the_last_open_administrator_of_accounts_stays(
    wish: dict, client: Client, cast: Cast
) -> None:
    second = make_user("second", Role.ACCOUNT_ADMINISTRATOR)
    sign_in(client, second)
    assert not errors_of(change(client, cast.vera, **wish))
    sign_in(client, cast.vera)
    User.objects.filter(pk=cast.vera.pk).update(role=Role.ACCOUNT_ADMINISTRATOR, is_active=True)
    User.objects.filter(pk=second.pk).update(is_active=False)
    sign_in(client, again(cast.vera))
    assert errors_of(change(client, again(cast.vera), **wish))
    assert again(cast.vera).is_active


@pytest.mark.parametrize("person", ["mara", "teo", "lou", "abel"])
def test_nobody_else_touches_accounts(person: str, client: Client, cast: Cast) -> None:
    sign_in(client, cast.everybody()[person])
    form = {"username": "new", "name": "New", "role": Role.MANAGER, "is_active": "on"}
    own = cast.everybody()[person]
    for address in (
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[own.pk]),
        reverse("admin:accounts_team_add"),
        reverse("admin:accounts_sitemode_change", args=[1]),
    ):
        assert client.post(address, form).status_code in {302, 403}, address
    assert not User.objects.filter(username="new").exists()
    assert again(own).role == own.role
    assert Membership.objects.filter(user=own).count() == 1
