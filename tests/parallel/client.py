"""A browser without a screen: signs in over HTTP, fills in the forms that a page offers.

For tests of many people at once against the served site; one Session is one person at one browser.
"""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from tests.browser.site import Site

PATIENCE = 60  # seconds: twenty at once wait for each other


@dataclass(frozen=True)
class Page:
    """An answer: its status, where it leads, its words, and the fields of its last form."""

    status: int
    location: str
    body: str

    def form(self, naming: str) -> dict[str, str]:
        """The fields of the form that has a field of this name, as a browser would send them."""
        reader = _Forms()
        reader.feed(self.body)
        return next(dict(fields) for fields in reader.forms if naming in fields)


@dataclass
class Session:
    """One signed-in person; redirects are not followed."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, username: str) -> "Session":
        form = self.get("/account/login/").form("login")
        answer = self.post("/account/login/", form | {
            "login": username, "password": self.site.password})  # fmt: skip
        assert answer.status == 302, answer.body
        return self

    def get(self, path: str) -> Page:
        return self._ask("GET", path, None)

    def post(self, path: str, data: dict[str, str]) -> Page:
        return self._ask("POST", path, urlencode(data))

    def _ask(self, method: str, path: str, body: str | None) -> Page:
        host = urlsplit(self.site.address)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _equals, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode(errors="replace")
            return Page(answer.status, answer.headers.get("Location", ""), text)
        finally:
            connection.close()


class _Forms(HTMLParser):
    """The fields of each form with the values that they show."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = self._text_of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and name:
            ticked = given.get("type") in ("checkbox", "radio")
            if (not ticked or "checked" in given) and given.get("type") != "submit":
                self.forms[-1][name] = given.get("value") or ("on" if ticked else "")
        elif tag == "textarea":
            self._text_of = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
        elif (
            tag == "option"
            and self._select
            and ("selected" in given or self._select not in self.forms[-1])
        ):
            self.forms[-1][self._select] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._text_of:
            self.forms[-1][self._text_of] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1][self._text_of] = self.forms[-1][self._text_of].removeprefix("\n")
            self._text_of = ""
        elif tag == "select":
            self._select = ""
