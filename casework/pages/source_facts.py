"""The facts that cite a source, as plain values: what each says, where it stands, how sure it is.

One query for each kind of fact and one for its citations, however many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from casework.advocacy.models import Action, Ask, OutcomeLink, Reply
from casework.cases.hedging import doubted, hedge_of, prefaced
from casework.cases.labels import entry_label
from casework.cases.models import (
    Case,
    Confirmation,
    DisputedClaim,
    Figure,
    Kinship,
    Participation,
    PersonName,
    StatusEntry,
)
from casework.cases.protection import told_names
from casework.sources.chain_fact import Finding
from casework.sources.models import Citation, Source
from casework.sources.passages import citations_read


@dataclass(frozen=True)
class Fact:
    """One fact with where it stands; `without` is how far it is borne out without the source."""

    row: Model
    words: str
    address: str
    stands_in: str
    finding: Finding
    without: Finding

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def is_lost(self) -> bool:
        """Whether nothing bears it out once the source is taken out."""
        return not self.without.of_texts.texts

    @property
    def is_weaker(self) -> bool:
        return self.without.of_texts.value != self.finding.of_texts.value


def citing(source: Source, reader: User) -> list[Model]:
    """The rows that cite a source and that this reader may see, each with its `citations_read`."""
    of_source = Citation.objects.visible_to(reader).filter(source=source).values("pk")
    found: list[Model] = []
    for rows in _rows(reader):
        own = rows.filter(citations__in=of_source).prefetch_related(citations_read(reader))
        found.extend(own.distinct())
    claims = DisputedClaim.objects.visible_to(reader).filter(citation__in=of_source)
    for claim in claims.select_related("dispute__case", "citation__source__publisher"):
        claim.citations_read = [claim.citation]
        found.append(claim)
    return found


def _rows(reader: User) -> Iterable[QuerySet]:
    entries = StatusEntry.objects.visible_to(reader).select_related("case", "person", "part")
    of_entry = Prefetch("entry", queryset=entries.with_citations(reader))
    yield entries.with_reviews().select_related("recorded_by")
    yield Confirmation.objects.visible_to(reader).prefetch_related(of_entry)
    yield Figure.objects.visible_to(reader).select_related("case", "part")
    yield Participation.objects.visible_to(reader).select_related("case", "person")
    yield told_names(reader).select_related("person")
    yield Kinship.objects.visible_to(reader).select_related("person", "relative")
    yield Action.objects.visible_to(reader)
    yield Ask.objects.visible_to(reader).select_related("action")
    yield Reply.objects.visible_to(reader).select_related("action")
    links = OutcomeLink.objects.visible_to(reader).select_related("case", "action")
    yield links.prefetch_related(of_entry)


def words_of(row: Model) -> str:
    """What a fact says, in a line, with the doubt of all its sources."""
    return _WORDS[type(row)](row)


def place_of(row: Model) -> tuple[str, str]:
    """(the address of the page where a fact stands, what that page is called)."""
    match row:
        case StatusEntry():
            kind = "event" if row.axis == "event" else "status"
            return f"{row.case.get_absolute_url()}#{kind}-{row.pk}", row.case.title
        case Confirmation():
            return place_of(row.entry)
        case Figure():
            return f"{row.case.get_absolute_url()}#figures", row.case.title
        case DisputedClaim():
            return f"{row.dispute.case.get_absolute_url()}#unknowns", row.dispute.case.title
        case OutcomeLink():
            return f"{row.case.get_absolute_url()}#chronology", row.case.title
        case Participation() | PersonName() | Kinship():
            return reverse("pages:person", args=[row.person_id]), row.person.label
        case Action():
            return reverse("pages:action", args=[row.pk]), row.title
    return reverse("pages:action", args=[row.action_id]), row.action.title


def case_of(row: Model) -> Case | None:
    """The file that a fact belongs to; None for what several files share."""
    if isinstance(row, DisputedClaim):
        return row.dispute.case
    if isinstance(row, Confirmation):
        return row.entry.case
    return getattr(row, "case", None)


def _entry(row: StatusEntry) -> str:
    return f"{entry_label(row)} · {row.subject_words}"


def _confirmation(row: Confirmation) -> str:
    told = _("still so on %(day)s") % {"day": date_format(row.confirmed_on)}
    said = [prefaced(told, "", hedge_of(row)), _entry(row.entry), row.words]
    return " · ".join(filter(None, said))


def _figure(row: Figure) -> str:
    size = doubted(row.in_words, "", hedge_of(row))
    return " · ".join(filter(None, [size, row.population, row.area]))


def _participation(row: Participation) -> str:
    role = doubted(str(row.get_role_display()), row.certainty, hedge_of(row))
    return f"{row.person.label} · {role}"


def _name(row: PersonName) -> str:
    told = _("a name of %(person)s") % {"person": row.person.label}
    return doubted(told, "", hedge_of(row))


def _kinship(row: Kinship) -> str:
    kind = doubted(str(row.get_kind_display()), "", hedge_of(row))
    return f"{row.person.label} · {kind} · {row.relative.label}"


def _claim(row: DisputedClaim) -> str:
    return f"{row.get_stance_display()}: {row.with_doubt} · {row.dispute.question}"


def _reply(row: Reply) -> str:
    return f"{doubted(str(row.get_kind_display()), '', hedge_of(row))} · {row.from_whom}"


def _outcome(row: OutcomeLink) -> str:
    reasoning = prefaced(row.reasoning, "", hedge_of(row))
    said = [row.get_relation_display(), entry_label(row.entry), reasoning]
    return " · ".join(filter(None, map(str, said)))


_WORDS: dict[type[Model], Callable[[Model], str]] = {
    StatusEntry: _entry,
    Confirmation: _confirmation,
    Figure: _figure,
    Participation: _participation,
    PersonName: _name,
    Kinship: _kinship,
    DisputedClaim: _claim,
    Action: lambda row: prefaced(row.title, "", hedge_of(row)),
    Ask: lambda row: doubted(row.text, "", hedge_of(row)),
    Reply: _reply,
    OutcomeLink: _outcome,
}
