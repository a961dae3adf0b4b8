"""The facts that cite a source, as plain values: what each says, where it stands, how sure it is.

One query for each kind of fact and one for its citations, however many there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from casework.advocacy.models import Action, Ask, OutcomeLink, Reply
from casework.cases.labels import entry_label
from casework.cases.models import (
    Case,
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
    """The rows that cite a source and that this reader may see, each with its `cited`."""
    seen = Citation.objects.visible_to(reader)
    passages = Prefetch(
        "citations", queryset=seen.select_related("source__publisher"), to_attr="cited"
    )
    of_source = seen.filter(source=source).values("pk")
    found: list[Model] = []
    for rows in _rows(reader):
        own = rows.filter(citations__in=of_source).prefetch_related(passages)
        found.extend(own.distinct())
    claims = DisputedClaim.objects.visible_to(reader).filter(citation__in=of_source)
    for claim in claims.select_related("dispute__case", "citation__source__publisher"):
        claim.cited = [claim.citation]
        found.append(claim)
    return found


def _rows(reader: User) -> Iterable[QuerySet]:
    yield (
        StatusEntry.objects.visible_to(reader)
        .with_reviews()
        .select_related("case", "person", "part", "recorded_by")
    )
    yield Figure.objects.visible_to(reader).select_related("case", "part")
    yield Participation.objects.visible_to(reader).select_related("case", "person")
    yield told_names(reader).select_related("person")
    yield Kinship.objects.visible_to(reader).select_related("person", "relative")
    yield Action.objects.visible_to(reader)
    yield Ask.objects.visible_to(reader).select_related("action")
    yield Reply.objects.visible_to(reader).select_related("action")
    yield OutcomeLink.objects.visible_to(reader).select_related("case", "action", "entry__case")


def words_of(row: Model) -> str:
    """What a fact says, in a line."""
    return _WORDS[type(row)](row)


def place_of(row: Model) -> tuple[str, str]:
    """(the address of the page where a fact stands, what that page is called)."""
    match row:
        case StatusEntry():
            kind = "event" if row.axis == "event" else "status"
            return f"{row.case.get_absolute_url()}#{kind}-{row.pk}", row.case.title
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
    return getattr(row, "case", None)


def _figure(row: Figure) -> str:
    return " · ".join(filter(None, [row.in_words, row.population, row.area]))


def _kinship(row: Kinship) -> str:
    return f"{row.person.label} · {row.get_kind_display()} · {row.relative.label}"


def _outcome(row: OutcomeLink) -> str:
    said = [row.get_relation_display(), entry_label(row.entry), row.reasoning]
    return " · ".join(filter(None, map(str, said)))


_WORDS: dict[type[Model], Callable[[Model], str]] = {
    StatusEntry: lambda row: f"{entry_label(row)} · {row.subject_words}",
    Figure: _figure,
    Participation: lambda row: f"{row.person.label} · {row.get_role_display()}",
    PersonName: lambda row: _("a name of %(person)s") % {"person": row.person.label},
    Kinship: _kinship,
    DisputedClaim: lambda row: f"{row.get_stance_display()}: {row.claim} · {row.dispute.question}",
    Action: lambda row: row.title,
    Ask: lambda row: row.text,
    Reply: lambda row: f"{row.get_kind_display()} · {row.from_whom}",
    OutcomeLink: _outcome,
}
