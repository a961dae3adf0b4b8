"""An entry of the status history in words: of whom, since when, and what, with all its doubt.

The columns are in history.py; how doubt is worded is decided in hedging.py.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.cases.codes import Certainty, ChangeReason, Qualifier, Situation
from casework.cases.hedging import doubted, hedge_of, prefaced


class EntryWords:
    """What `StatusEntry` says of itself."""

    @property
    def when_words(self) -> str:
        """When it began, as a state is told: “since December 2005”, “on 20 March 2008”; empty
        where nobody knows.
        """
        if not (self.since.words or self.since.is_dated):
            return ""
        if self.since.words.casefold().startswith("since "):
            return self.since.words
        return self.since.phrase() or self.since.words

    @property
    def subject_words(self) -> str:
        """Of whom the entry speaks: a person, a part, a number of unnamed people, or everyone."""
        if self.person is not None:
            return self.person.label
        part = self.part.name if self.part is not None else ""
        if self.count is None:
            return part or _("everyone in the file")
        is_exact = self.count_qualifier == Qualifier.EXACT
        words = {
            "count": self.count,
            "put_as": "" if is_exact else self.get_count_qualifier_display(),
            "part": part or _("those whom no part names"),
        }
        return (_("%(put_as)s %(count)s of %(part)s, not named") % words).strip()

    @property
    def said(self) -> str:
        """What it says with all doubt beside it: “reportedly executed (alleged)”, or the words
        of an event. Raises AttributeError where its citations were not fetched (citations_read).
        """
        said = self.told_with_doubt
        if self.value:
            said = doubted(str(self.get_value_display()), self.doubt, hedge_of(self))
        if self.reason == ChangeReason.RETRACTION:
            return _("withdraws “%(said)s”") % {"said": said}
        return said

    @property
    def in_one_line(self) -> str:
        """Of whom, what with all doubt, since when: “The seven: departed, on 20 March 2008”."""
        since = f", {self.when_words}" if self.when_words else ""
        return f"{capfirst(self.subject_words)}: {self.said}{since}"

    @property
    def told_with_doubt(self) -> str:
        """What we were told, opened by the doubt that it does not carry itself."""
        return prefaced(self.told, self.doubt, hedge_of(self))

    @property
    def doubt(self) -> str:
        """Our certainty; empty where the value says as much: that what is unknown is unknown."""
        says_so = self.value in {Situation.UNKNOWN, Situation.FATE_UNKNOWN}
        return "" if says_so and self.certainty == Certainty.UNKNOWN else self.certainty
