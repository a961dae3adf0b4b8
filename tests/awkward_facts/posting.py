"""Sending a form of the site or of the back office; what a page refuses is an error, in its words.

Keys of rows are looked up after they were entered. Nothing here writes but by a POST.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from casework.access.guard import GuardedModel
from casework.cases.forms import LogUpdateForm
from casework.exchange.demonstration_reading import when
from casework.sources.when import When
from casework.sources.when_reading import read
from tests.access.back_office import add, address, change, errors_of

Told = dict[str, Any]


def newest(model: type[Model], reader: User) -> Model:
    """The row that was entered last, as the reader sees it."""
    rows = model.objects
    rows = rows.visible_to(reader) if issubclass(model, GuardedModel) else rows.all()
    return rows.order_by("-pk")[0]


def sent(client: Client, url: str, data: Mapping[str, Any]) -> HttpResponse:
    """The answer to a form of the site that was taken; AssertionError with its errors if not."""
    response = client.post(url, {"submission": str(uuid.uuid4()), **data})
    assert response.status_code == 302, (url, refusal(response))
    return response


def refusal(response: HttpResponse) -> dict[str, list[str]]:
    """What the form of the page found wrong: field → sentences."""
    found = (response.context or {}).get("form")
    assert found is not None, response.status_code
    return {name: list(errors) for name, errors in found.errors.items()}


def added(client: Client, model: type[Model], data: Told) -> None:
    """A new row by the form of the back office, with the rows that are entered on its page."""
    response = add(client, model, **data)
    assert response.status_code == 302, errors_of(response)


def added_alone(client: Client, model: type[Model], data: Told) -> None:
    """The same where nothing is entered on its page but its own fields: one request."""
    response = client.post(address(model, "add"), data)
    assert response.status_code == 302, errors_of(response)


def changed(client: Client, row: Model, data: Told) -> None:
    response = change(client, row, **data)
    assert response.status_code == 302, errors_of(response)


def typed(told: str | Told | None) -> str:
    """What is typed where a form knows of no source: a date that says its year."""
    if told is None or isinstance(told, str):
        return told or ""
    return told.get("read") or told["words"]


def typed_beside(name: str, told: str | Told | None, published: When) -> dict[str, str]:
    """What is typed, and chosen, where the form knows the date of the source.

    The source's own words, with the reading that the form offers for them; where it offers none
    that is meant, the date in full.
    """
    if told is None:
        return {name: ""}
    meant = when(told)
    reading = read(meant.words, published=published)
    if meant.words and meant.edtf in {key for key, _label, _when in reading.keyed()}:
        return {name: meant.words, f"{name}_reading": meant.edtf}
    if reading.when is not None and reading.when.edtf == meant.edtf:
        return {name: meant.words}
    return {name: typed(told)}


def passage_of_the_file(key: int) -> dict[str, str]:
    """The fields of a form that say which passage tells it."""
    today = LogUpdateForm.base_fields["known_on"].initial().isoformat()
    return {"source_choice": LogUpdateForm.PASSAGE, "passage": str(key), "known_on": today}
