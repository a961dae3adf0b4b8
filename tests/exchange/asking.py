"""Short questions to the demonstration world."""

from casework.cases.models import StatusEntry
from casework.exchange.demonstration_world import World


def entries(world: World, name: str, **condition: object) -> list[StatusEntry]:
    rows = StatusEntry.objects.visible_to(world.users["mara"])
    return list(rows.filter(case=world.cases[name], **condition))


def only(rows: list) -> object:
    assert len(rows) == 1, rows
    return rows[0]
