"""Actions as a table, and what is known of their effect.

Parties, asks, replies and effects are entered through the forms: they only go out.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from casework.access.resources import GuardedResource
from casework.advocacy.models import Action, ActionCase, ActionParty, Ask, OutcomeLink, Reply
from casework.audit.resources import RecordedResource
from casework.cases.codes import Unit
from casework.cases.figure_words import figure_words
from casework.cases.hedging import doubted, hedge_of
from casework.cases.models import Case, StatusEntry
from casework.cases.resources import SEPARATOR, editable_cases
from casework.cases.tables_out import CitedTable, SaysWho, hedge_words
from casework.sources.passages import citations_read
from casework.sources.resources import WhenColumn

CITING = ("asks", "replies")


def party_words(party: ActionParty) -> str:
    """Who, in which part, and how many where that is told: “sender: U.S. legislators (some)”."""
    words = f"{party.get_role_display()}: {party.described_as}"
    if not party.qualifier:
        return words
    count = Decimal(party.count) if party.count is not None else None
    number = figure_words(party.qualifier, count, None, Unit.PERSONS)
    return f"{words} ({number})"


class ActionResource(RecordedResource):
    """One row for each action, with the files that it concerns."""

    happened = WhenColumn("happened", "happened")
    version = Field("version", "version", readonly=True)
    cases = Field(column_name="cases")
    parties = Field(column_name="parties", readonly=True)
    asks = Field(column_name="asks", readonly=True)
    replies = Field(column_name="replies", readonly=True)
    hedge = Field(column_name="hedge", readonly=True)
    sources = Field(column_name="sources", readonly=True)

    class Meta(RecordedResource.Meta):
        model = Action
        name = gettext_lazy("Actions")
        import_id_fields = ["id"]
        fields = [
            "id", "version", "kind", "title", "happened", "happened_missing",
            "clock_as_stated", "place", "our_role", "status", "is_quiet", "summary", "cases",
            "parties", "asks", "replies", "hedge", "sources",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        links = ActionCase.objects.visible_to(self.user).select_related("case")
        self.says_who = SaysWho(self.user, self._sources(queryset))
        return queryset.prefetch_related(
            citations_read(self.user),
            Prefetch("action_cases", queryset=links, to_attr="links_shown"),
            *(
                Prefetch(name, queryset=rows, to_attr=f"{name}_shown")
                for name, rows in self._told().items()
            ),
        )

    def _told(self) -> dict[str, QuerySet]:
        """What is told of an action in rows of its own, as far as the user may see."""
        cited = citations_read(self.user)
        return {
            "parties": ActionParty.objects.visible_to(self.user),
            "asks": Ask.objects.visible_to(self.user).prefetch_related(cited),
            "replies": Reply.objects.visible_to(self.user).prefetch_related(cited),
        }

    def _sources(self, actions: QuerySet) -> set[int | None]:
        """The keys of all sources that these actions, what they ask and the replies cite."""
        rows = [actions, *(self._told()[name].filter(action__in=actions) for name in CITING)]
        return {key for found in rows for key in found.values_list("citations__source", flat=True)}

    def dehydrate_parties(self, action: Action) -> str:
        return SEPARATOR.join(party_words(party) for party in action.parties_shown)

    def dehydrate_asks(self, action: Action) -> str:
        told = (f"{ask.text} ({ask.of_whom})" if ask.of_whom else ask.text
                for ask in action.asks_shown)  # fmt: skip
        return SEPARATOR.join(told)

    def dehydrate_replies(self, action: Action) -> str:
        return SEPARATOR.join(self._reply(reply) for reply in action.replies_shown)

    def _reply(self, reply: Reply) -> str:
        kind = doubted(str(reply.get_kind_display()), "", hedge_of(reply))
        said = [kind, reply.received.words or reply.received.phrase(), reply.from_whom]
        if reply.on_behalf_of:
            said.append(_("on behalf of %(whom)s") % {"whom": reply.on_behalf_of})
        pieces = [*said, reply.summary, self.says_who.told(reply.citations_read)]
        return " · ".join(piece for piece in pieces if piece)

    def dehydrate_hedge(self, action: Action) -> str:
        return hedge_words(action)

    def dehydrate_sources(self, action: Action) -> str:
        return self.says_who.told(action.citations_read)

    def dehydrate_cases(self, action: Action) -> str:
        return SEPARATOR.join(sorted(link.case.reference for link in action.links_shown))

    def skip_row(self, instance: Action, original: Action, row: dict, *args: Any) -> bool:
        if instance.pk is None or not super().skip_row(instance, original, row, *args):
            return False
        return not self._new_files(instance, row)

    def save_m2m(self, instance: Action, row: dict[str, Any], **kwargs: Any) -> None:
        for case in self._new_files(instance, row):
            link = ActionCase(action=instance, case=case)
            link.full_clean()
            link.save()
        if not ActionCase.objects.visible_to(self.user).filter(action=instance).exists():
            raise ValidationError({"cases": _("Name at least one file that the action concerns.")})

    def _new_files(self, action: Action, row: dict[str, Any]) -> list[Case]:
        links = ActionCase.objects.visible_to(self.user).filter(action=action)
        known = set(links.values_list("case", flat=True))
        named = editable_cases(self.user, row.get("cases"))
        return [case for case in named if case.pk not in known]


class OutcomeTable(CitedTable):
    """One row for each statement on what followed: by default, that nothing is known of it."""

    action = Field(column_name="action")
    what_happened = Field(column_name="what_happened")
    relation_in_words = Field(column_name="relation_in_words")

    class Meta(GuardedResource.Meta):
        model = OutcomeLink
        name = gettext_lazy("What followed")
        fields = [
            "id", "case", "action", "what_happened", "relation", "relation_in_words",
            "asserted_by", "reasoning", "hedge", "borne_out", "sources", "known_on",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        found = super().filter_export(queryset, **kwargs).select_related("case", "action")
        entries = StatusEntry.objects.visible_to(self.user).with_citations(self.user)
        self.entries = {
            entry.pk: entry for entry in entries.filter(pk__in=queryset.values("entry"))
        }
        return found

    def dehydrate_action(self, link: OutcomeLink) -> str:
        return link.action.title if link.action else ""

    def dehydrate_what_happened(self, link: OutcomeLink) -> str:
        entry = self.entries[link.entry_id]
        return f"{entry.said} · {entry.since.phrase()}"

    def dehydrate_relation_in_words(self, link: OutcomeLink) -> str:
        return str(link.get_relation_display())
