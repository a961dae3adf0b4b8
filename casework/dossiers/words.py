"""The fixed words of a dossier in the language now active. What a case says is not here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of the page, translated: headings, column heads, marks and labels."""

    where_it_stands: str
    summary: str
    not_known: str
    chronology: str
    actions: str
    people: str
    figures: str
    sources: str
    method: str
    withheld: str
    edition: str
    none_recorded: str
    not_stated: str
    case: str
    purpose: str
    audience: str
    composed_for: str
    as_of: str
    known_on: str
    document: str
    last_information: str
    date_as_stated: str
    what_happened: str
    how_sure: str
    who: str
    how_many: str
    figure: str
    of_whom: str
    estimated_by: str
    asked: str
    replies: str
    on_behalf_of: str
    outcome: str
    relation: str
    rival_explanation: str
    also_named: str
    chain: str
    seen: str
    not_seen: str
    reliability: str
    address: str
    accessed: str
    content_hash: str
    audit_head: str
    audit_head_told: str
    page_of: str
    quote_open: str
    quote_close: str


def words() -> Words:
    """Headings, column heads, marks and labels, translated when this is called."""
    return Words(
        where_it_stands=_("Where it stands"),
        summary=_("What this case is"),
        not_known=_("What is not known"),
        chronology=_("What happened, in order"),
        actions=_("What was asked, and what came back"),
        people=_("People"),
        figures=_("Figures, side by side"),
        sources=_("Sources"),
        method=_("How to read this document"),
        withheld=_("What is withheld"),
        edition=_("About this edition"),
        none_recorded=_("None recorded."),
        not_stated=_("not recorded"),
        case=_("Case"),
        purpose=_("Purpose"),
        audience=_("For whom"),
        composed_for=_("Composed for"),
        as_of=_("As of"),
        known_on=_("As known on"),
        document=_("Document"),
        last_information=_("Last information"),
        date_as_stated=_("Date as stated"),
        what_happened=_("What happened"),
        how_sure=_("How sure, and from whom"),
        who=_("Who"),
        how_many=_("How many"),
        figure=_("Figure"),
        of_whom=_("Of whom, and where"),
        estimated_by=_("Given by"),
        asked=_("Asked"),
        replies=_("Replies"),
        on_behalf_of=_("on behalf of"),
        outcome=_("What followed"),
        relation=_("Relation"),
        rival_explanation=_("Rival explanation"),
        also_named=_("Also named"),
        chain=_("Chain"),
        seen=_("seen"),
        not_seen=_("not seen"),
        reliability=_("Reliability"),
        address=_("Address"),
        accessed=_("Accessed"),
        content_hash=_("Hash of the content (SHA-256)"),
        audit_head=_("Head of the audit trail"),
        audit_head_told=_(
            "With this line, whoever holds a copy can show whether the trail up to the making of "
            "this document was later cut or rewritten."
        ),
        # Translators: {page} and {total} are page numbers; keep both braces as they are.
        page_of=_("page {page} of {total}"),
        quote_open=_("“"),
        quote_close=_("”"),
    )
