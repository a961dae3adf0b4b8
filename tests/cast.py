"""The people of the tests: two teams, and one account for each thing that a role makes different.

All invented. They sign in with `sign_in` or `client.force_login`; no password is ever hashed.
"""

import time
from dataclasses import dataclass

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE_PROOFS,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as PROOFS,
)
from django.test import Client

from accounts.models import Membership, Team, User
from accounts.roles import Role


@dataclass(frozen=True)
class Cast:
    """East Asia: mara, teo, lou. West Africa: ines, okoro. On no case: abel, vera."""

    east_asia: Team
    west_africa: Team
    mara: User  # caseworker
    teo: User  # manager
    lou: User  # reader
    ines: User  # caseworker
    okoro: User  # manager
    abel: User  # auditor
    vera: User  # administrator of accounts

    def everybody(self) -> dict[str, User]:
        names = ("mara", "teo", "lou", "ines", "okoro", "abel", "vera")
        return {name: getattr(self, name) for name in names}


def make_user(username: str, role: str, *teams: Team) -> User:
    user = User(username=username, name=username.capitalize(), role=role)
    user.set_unusable_password()
    user.save()
    Membership.objects.bulk_create([Membership(user=user, team=team) for team in teams])
    return user


def make_cast() -> Cast:
    """Abel and Vera are on a team as well: their role alone must keep them out of its cases."""
    east = Team.objects.create(name="East Asia")
    west = Team.objects.create(name="West Africa")
    return Cast(
        east_asia=east,
        west_africa=west,
        mara=make_user("mara", Role.CASEWORKER, east),
        teo=make_user("teo", Role.MANAGER, east),
        lou=make_user("lou", Role.READER, east),
        ines=make_user("ines", Role.CASEWORKER, west),
        okoro=make_user("okoro", Role.MANAGER, west),
        abel=make_user("abel", Role.AUDITOR, east),
        vera=make_user("vera", Role.ACCOUNT_ADMINISTRATOR, east),
    )


def sign_in(client: Client, user: User, fresh: bool = True) -> Client:
    """Signed in as through the login: just now, or long enough ago to be asked once more."""
    client.force_login(user)
    session = client.session
    age = 0 if fresh else 60 * 60
    session[PROOFS] = [{"method": "password", "at": time.time() - age}]
    session[WHOSE_PROOFS] = str(user.pk)
    session.save()
    return client


def again(user: User) -> User:
    """The same person at the next request: `team_ids` is read anew."""
    return User.objects.get(pk=user.pk)
