"""What is wrong with a ledger, in precise sentences; found by ``ledger``, worded here.

Each says what to do next where the numbers alone do not say it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casework.cases.ledger_values import Range
from casework.cases.ledger_words import listed, number, range_words


@dataclass
class Findings:
    """What a reckoning has to report, as far as it has come."""

    contradictions: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def nobody_says_how_many() -> str:
    return _("No source says how many people the group has.")


def sources_differ(part: str, figures: Sequence[str]) -> str:
    words = {"part": part, "figures": listed(figures)}
    if part:
        return _("Sources differ about ‘%(part)s’: %(figures)s.") % words
    return _("Sources differ: %(figures)s.") % words


def figures_of_different_people(part: str, figures: Sequence[str]) -> str:
    words = {"part": part, "figures": listed(figures)}
    about = _("The figures about ‘%(part)s’") if part else _("The figures")
    return _(
        "%(about)s are of different areas or years and make no range: %(figures)s. "
        "Withdraw those that do not count the people of this file, and enter them as figures of "
        "context, or of a part."
    ) % {**words, "about": about % words}


def breakdown_is_larger(part: str, shares: str, together: int, size: Range) -> str:
    words = {"shares": shares, "together": number(together), "size": range_words(size)}
    return _("%(shares)s come to %(together)s, more than %(part)s (%(size)s).") % {
        **words,
        "part": _whole_or(part),
    }


def breakdown_leaves(part: str, shares: str, left: Range, size: Range) -> str:
    words = {"shares": shares, "left": range_words(left), "size": range_words(size)}
    return _("Of %(part)s (%(size)s) the breakdown tells %(shares)s; of %(left)s not.") % {
        **words,
        "part": _whole_or(part),
    }


def breakdowns_differ(part: str, breakdowns: Sequence[str]) -> str:
    words = {"part": _whole_or(part), "breakdowns": "; ".join(breakdowns)}
    return _("Sources divide %(part)s differently: %(breakdowns)s.") % words


def entries_differ(where: str, values: Iterable[str]) -> str:
    words = {"place": where, "values": listed(values)}
    sentence = _(
        "Two entries of the same rank disagree about %(place)s: %(values)s. "
        "Say which one holds, or record the dispute."
    )
    return sentence % words


def part_is_larger(part: str, size: Range, container: str, limit: Range) -> str:
    sentence = _("Part ‘%(part)s’ (%(size)s) is larger than %(container)s (%(limit)s).")
    return sentence % {
        "part": part,
        "size": range_words(size),
        "container": _whole_or(container),
        "limit": range_words(limit),
    }


def parts_are_larger(parts: Iterable[str], size: int, container: str, limit: Range) -> str:
    sentence = _(
        "The parts %(parts)s come to %(size)s together, more than %(container)s (%(limit)s)."
    )
    return sentence % {
        "parts": listed(f"‘{part}’" for part in parts),
        "size": number(size),
        "container": _whole_or(container),
        "limit": range_words(limit),
    }


def _whole_or(part: str) -> str:
    return f"‘{part}’" if part else _("the whole")


def more_than_there_are(
    tally: Sequence[tuple[str, Range]], where: str, room: Range, *, shared: bool
) -> str:
    """More people are said to be somewhere than there are; ``shared``: parts take up room too."""
    words = {"place": where, "room": range_words(room)}
    words["what"] = _("people")
    words["count"] = listed(f"{range_words(persons)} {label}" for label, persons in tally)
    if len(tally) == 1:
        words["what"], words["count"] = tally[0][0], range_words(tally[0][1])
    if shared:
        sentence = _(
            "More %(what)s (%(count)s) than the parts of %(place)s leave over (%(room)s)."
        )
    else:
        sentence = _("More %(what)s (%(count)s) than %(place)s has (%(room)s).")
    return sentence % words


def more_named_than_there_are(named: int, where: str, room: Range, *, shared: bool) -> str:
    """``shared``: parts take up room too, and these people are in none of them."""
    words = {"place": where, "named": number(named), "room": range_words(room)}
    if shared:
        sentence = _(
            "More people are named outside the parts of %(place)s (%(named)s) than these leave "
            "over (%(room)s)."
        )
    else:
        sentence = _("More people are named in %(place)s (%(named)s) than it has (%(room)s).")
    return sentence % words


def named_may_have_moved(named: int, where: str, left: Range) -> str:
    words = {"place": where, "named": number(named), "left": range_words(left)}
    sentence = _(
        "%(named)s people are named in %(place)s and only %(left)s are left there: "
        "which of the named have moved cannot be told."
    )
    return sentence % words


def remainder_is_stated(part: str, figures: Sequence[str], left: Range) -> str:
    words = {"part": part, "figures": listed(figures), "left": range_words(left)}
    return _("‘%(part)s’ is stated as %(figures)s, but the other parts leave %(left)s.") % words


def second_remainder(part: str) -> str:
    return _(
        "‘%(part)s’ is a second remainder of the same people. Only one part can be what is left; "
        "give this one a figure."
    ) % {"part": part}


def misplaced_part(part: str) -> str:
    return _(
        "‘%(part)s’ is a part of something that is not in this group, or of itself. "
        "Choose again what it is a part of."
    ) % {"part": part}


def stranger(kind: str) -> str:
    """A figure, an entry or a member of a part that the group does not have."""
    sentences = {
        "figure": _("A figure is about a part that this group does not have."),
        "entry": _("An entry is about a part that this group does not have."),
        "member": _("A person is put in a part that this group does not have."),
    }
    return sentences[kind]


def person_not_in_group(situation: str) -> str:
    return _(
        "An entry (%(situation)s) is about a person who is not in this group. "
        "Add the person to the group, or take the entry to their own case."
    ) % {"situation": situation}


def in_two_places(name: str, parts: Iterable[str]) -> str:
    words = {"person": name, "parts": listed(f"‘{part}’" for part in parts)}
    return _("%(person)s is said to be in %(parts)s at once; nobody can be in both.") % words


def somewhere(name: str, situation: str, doubt: str, part: str) -> str:
    """Why a person's own entry makes ranges of other numbers."""
    words = {"person": name, "situation": situation, "part": part}
    reasons = {
        "believed": _("It is only believed that %(person)s is one of %(part)s"),
        "alleged": _("It is only alleged that %(person)s is one of %(part)s"),
        "disputed": _("It is disputed whether %(person)s is one of %(part)s"),
        "unknown": _("It is not sure whether %(person)s is one of %(part)s"),
    }
    reason = reasons.get(doubt, _("It is not recorded in which part %(person)s is")) % words
    return _(
        "%(reason)s: the entry (%(situation)s) is counted once, and every number that may "
        "include this person is a range."
    ) % {**words, "reason": reason}


def taken_as_different(counts: Iterable[str], where: str) -> str:
    words = {"counts": listed(counts), "place": where}
    return _("In %(place)s, %(counts)s are taken to be different people.") % words


def told_of_one_day(whom: str, shown: str, others: Iterable[str]) -> str:
    words = {"whom": whom, "shown": shown, "others": listed(others)}
    return _(
        "Of %(whom)s more than one situation is told of the same time: %(shown)s is shown, which "
        "was written last, and not %(others)s. If that is wrong, correct the entry."
    ) % words


def unreadable(source: str, problem: str) -> str:
    """A number that contradicts itself; ``problem`` is what the reading said."""
    words = {"source": source or _("no source given"), "problem": problem}
    return _("A number (%(source)s) is left out until it is corrected. %(problem)s") % words


def not_persons(unit: str, source: str) -> str:
    words = {"unit": unit, "source": source or _("no source given")}
    return _("A figure in %(unit)s (%(source)s) does not count people and is left out.") % words
