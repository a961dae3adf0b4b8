"""What has been written of the demonstration so far, by the keys that its files use."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Team, User
from casework.advocacy.models import Action, Office
from casework.cases.models import Case, Issue, Part, Person, StatusEntry
from casework.sources.models import Citation, Organisation, Relay, Source


@dataclass
class World:
    """Rows by key. A key that is not there raises KeyError: a file refers to what nobody wrote."""

    issues: dict[str, Issue] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    relays: dict[tuple[str, str], Relay] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    entries: dict[str, StatusEntry] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)

    def cited(self, told: dict[str, Any]) -> dict[str, Any]:
        """The same fields with the citations themselves in place of their keys."""
        return {**told, "citations": [self.citations[key] for key in told.get("citations", ())]}

    def known(self, told: dict[str, Any]) -> dict[str, date]:
        """When we came to know: the day by which the first source that tells it was published.

        Nothing where no source has a date; the fact is then known from the day of entry on.
        """
        if "known_on" in told:
            return {"known_on": told["known_on"]}
        sources = [self.citations[key].source for key in told.get("citations", ())]
        days = [source.published_latest for source in sources if source.published_latest]
        return {"known_on": min(days)} if days else {}
