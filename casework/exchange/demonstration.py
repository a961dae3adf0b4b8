"""The demonstration world: real cases from published texts, and invented colleagues around them.

Written through the same services that the screens use, once, in one transaction. What a file may
say is in demonstration_reading.py; what belongs to one case is written by demonstration_case.py.
"""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Membership, Team, User
from accounts.roles import Role
from casework.advocacy.models import Office
from casework.cases.models import Issue
from casework.cases.services import add_public_figure
from casework.exchange import demonstration_case as case_file
from casework.exchange.demonstration_reading import (
    Account,
    accounts,
    case_files,
    issues,
    password,
    shared,
    when,
)
from casework.exchange.demonstration_world import World
from casework.sources.models import Organisation
from casework.sources.services import add_source, relay

# Who keeps the sources and the people in public office that several files share.
KEEPER = "mara"


def is_loaded() -> bool:
    """True when an account of the demonstration is there: then all of it is, or was."""
    return User.objects.filter(username__in=[account.username for account in accounts()]).exists()


@transaction.atomic
def load() -> World:
    """Write everything; raises UnreadableFixture or ValidationError and leaves nothing behind."""
    world = World()
    write_issues(world)
    _write_colleagues(world)
    _write_public_bodies(world)
    files = list(case_files())
    _write_sources(world, shared("sources")["source"], KEEPER)
    for name, told in files:
        _write_sources(world, told.get("source", ()), told["case"]["lead"])
        case_file.open_file(world, name, told)
    for told in shared("public_figures")["person"]:
        _write_public_figure(world, told)
    for name, told in files:
        case_file.write_facts(world, name, told)
    for name, told in files:
        case_file.write_advocacy(world, name, told)
    return world


def write_issues(world: World) -> None:
    """The vocabulary of issues; those that are there already stay as they are."""
    for name, code in issues().items():
        world.issues[name], _new = Issue.objects.get_or_create(
            name=name, defaults={"standard_code": code}
        )


def table_of_accounts() -> list[tuple[str, ...]]:
    """One row for each account: user name, name, role, team, password."""
    teams = shared("accounts")["teams"]
    return [
        (row.username, row.name, str(Role(row.role).label), teams.get(row.team, "–"), password())
        for row in accounts()
    ]


def _write_colleagues(world: World) -> None:
    for key, name in shared("accounts")["teams"].items():
        world.teams[key] = Team.objects.create(name=name)
    # Hashed once: everybody knows the password, and a hash is slow on purpose.
    hashed = make_password(password())
    for account in accounts():
        world.users[account.username] = _open_account(world, account, hashed)


def _open_account(world: World, account: Account, hashed: str) -> User:
    user = User(username=account.username, name=account.name, role=account.role, password=hashed)
    user.full_clean()
    user.save()
    if account.team:
        Membership.objects.create(user=user, team=world.teams[account.team])
    return user


def _write_public_bodies(world: World) -> None:
    """Organisations that are there already are taken as they are."""
    for key, told in shared("organisations").items():
        world.organisations[key], _new = Organisation.objects.get_or_create(
            name=told["name"], defaults=told
        )
    for key, told in shared("offices").items():
        organisation = world.organisations[told["organisation"]]
        world.offices[key] = Office.objects.create(title=told["title"], organisation=organisation)


def _write_sources(world: World, told: Iterable[dict], keeper: str) -> None:
    """First the texts, then the steps between them: a chain may run either way in the file."""
    rows = list(told)
    for row in rows:
        fields = {key: row[key] for key in row if key not in {"key", "relays", "published"}}
        if "publisher" in fields:
            fields["publisher"] = world.organisations[fields["publisher"]]
        if "duplicate_of" in fields:
            fields["duplicate_of"] = world.sources[fields["duplicate_of"]]
        world.sources[row["key"]] = add_source(
            by=world.users[keeper], published=when(row.get("published")), **fields
        )
    for row in rows:
        for step in row.get("relays", ()):
            upstream = world.sources[step["upstream"]] if "upstream" in step else None
            above = step.get("upstream") or step["unnamed_upstream"]
            world.relays[row["key"], above] = relay(
                text=world.sources[row["key"]], **{**step, "upstream": upstream}
            )


def _write_public_figure(world: World, told: dict) -> None:
    fields = {key: told[key] for key in told if key not in {"key", "names"}}
    names = [{"script": "Latn", **world.cited(name)} for name in told["names"]]
    world.people[told["key"]] = add_public_figure(by=world.users[KEEPER], names=names, **fields)
