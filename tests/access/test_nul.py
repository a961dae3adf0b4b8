"""An address with a NUL is refused before anything is looked up."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.parametrize(
    "address",
    [
        "/cases/%00/", "/cases/C-1%00/edit/", "/cases/?country=%00", "/cases/?%00=1",
        "/back-office/cases/case/?q=%00", "/account/login/?next=%00", "/static/%00.css",
    ],
)  # fmt: skip
@pytest.mark.parametrize("person", ["mara", None])
def test_an_address_with_a_nul_is_refused_in_a_sentence(
    address: str, person: str | None, client: Client, cast: Cast
) -> None:
    if person:
        client.force_login(cast.everybody()[person])
    answer = client.get(address)
    assert answer.status_code == 400
    assert "character" in answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Content-Security-Policy" in answer.headers


def test_an_address_that_only_spells_a_nul_is_an_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.mara)
    assert client.get("/cases/?q=%2500").status_code == 200
