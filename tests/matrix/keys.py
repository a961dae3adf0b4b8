"""What stands in the addresses: for each key of a route, the row of a file that it leads to."""

from collections.abc import Callable

from django.apps import apps

from tests.matrix.resolver import Route
from tests.worlds.files import ABSENT, File, World

# Key → the row of a file that the address leads to, and how it is written.
OF_A_FILE: dict[str, Callable[[File], object]] = {
    "reference": lambda file: file.case.reference,
    "entry_id": lambda file: file.key_of("cases.StatusEntry"),
    "question_id": lambda file: file.key_of("cases.Dispute"),
    "person_id": lambda file: file.key_of("cases.Person"),
    "source_id": lambda file: file.key_of("sources.Source"),
    "action_id": lambda file: file.key_of("advocacy.Action"),
    "note_id": lambda file: file.key_of("notes.Note"),
    "attachment_id": lambda file: file.key_of("sources.Attachment"),
}
# Keys that lead to no row of a file.
FIXED: dict[str, object] = {
    "app_label": "cases",
    "url": "no/such/page/",
    "pk": ABSENT,  # a passkey of one's own
    "key": "abc",
    "token": "abc",
    "uidb36": "1",
}
_ABSENT = {"reference": "C-ZZZZZZZZZ"}  # as long as those of the stamped files


def has_object(route: Route) -> bool:
    """Whether the address leads to a row, so that it matters whose it is."""
    return any(key not in FIXED for key in route.keys)


def address(route: Route, place: str, world: World) -> str:
    """The address of this route for the row of that file; “absent”: for none."""
    return route.path.format(**{key: _value(key, route, place, world) for key in route.keys})


def _value(key: str, route: Route, place: str, world: World) -> object:
    if key in FIXED:
        return FIXED[key]
    if place == "absent":
        return _ABSENT.get(key, ABSENT)
    if key == "object_id":
        _empty, _office, app, model, *_rest = route.path.split("/")
        label = apps.get_model(app, model)._meta.label
        return world.shared[label].pk if label in world.shared else _of(world, place).key_of(label)
    assert key in OF_A_FILE, (
        f"{route.path}: say in tests/matrix/keys.py which row {{{key}}} stands for."
    )
    return OF_A_FILE[key](_of(world, place))


def _of(world: World, place: str) -> File:
    return world.files[place]
