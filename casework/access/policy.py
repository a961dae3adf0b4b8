"""The law: who may see and who may change what. One rule per model, and no second wording.

A rule is a function from a user to a `Q` over field paths; guard.py turns it into
`.visible_to(user)` and `.editable_by(user)`. Rules name fields by path, so the whole law stands
below the models that it governs.

A case carries `reader_keys`, small integers kept by the database: 0 for all staff on cases,
2 × id for a team, 2 × id + 1 for a person. A person, a source, a citation and an action carry the
union of the keys of the cases that they belong to. A reader carries keys too, and sees what shares
one: a single indexed condition on the row itself, without joins.
"""

from collections.abc import Callable

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role

ALL_STAFF = 0

Rule = Callable[[User], Q]


def team_key(team_id: int) -> int:
    return 2 * team_id


def person_key(user_id: int) -> int:
    return 2 * user_id + 1


def keys_of(user: User) -> list[int]:
    """The reader's keys; none for a closed account, an auditor, an administrator of accounts."""
    if not getattr(user, "is_on_cases", False):
        return []
    return [ALL_STAFF, person_key(user.pk), *(team_key(team_id) for team_id in user.team_ids)]


NOTHING = Q(pk__in=[])


def shares_a_key(user: User) -> Q:
    keys = keys_of(user)
    return Q(reader_keys__overlap=keys) if keys else NOTHING


def through(path: str, rule: Rule = shares_a_key) -> Rule:
    """The rule of what a row hangs on: a child is never seen without its parent."""

    def rule_of_child(user: User) -> Q:
        parent = rule(user)
        return NOTHING if parent == NOTHING else _prefixed(parent, path)

    return rule_of_child


def through_both(first: str, second: str) -> Rule:
    """Seen only with both of the rows that it joins; the second may be empty."""

    def rule_of_link(user: User) -> Q:
        return through(first)(user) & (Q(**{f"{second}__isnull": True}) | through(second)(user))

    return rule_of_link


def every(*rules: Rule) -> Rule:
    """Seen only if each of the rules allows it."""

    def rule_of_all(user: User) -> Q:
        allowed = Q()
        for rule in rules:
            allowed &= rule(user)
        return allowed

    return rule_of_all


def _prefixed(condition: Q, path: str) -> Q:
    prefixed = Q(_connector=condition.connector, _negated=condition.negated)
    prefixed.children = [
        _prefixed(child, path) if isinstance(child, Q) else (f"{path}__{child[0]}", child[1])
        for child in condition.children
    ]
    return prefixed


def notes(user: User) -> Q:
    """The case's team reads team notes, its managers theirs, named people what names them.

    Readers (the role) read no notes that do not name them. An author keeps her own.
    """
    case = through("case")(user)
    if case == NOTHING:
        return NOTHING
    levels = Q(author=user) | Q(level="named", named_readers__contains=[user.pk])
    if user.role in {Role.CASEWORKER, Role.MANAGER}:
        levels |= Q(level="case_team")
    if user.role == Role.MANAGER:
        levels |= Q(level="managers")
    return case & levels


def own_notes(user: User) -> Q:
    return notes(user) & Q(author=user)


def staff(user: User) -> Q:
    return Q() if getattr(user, "is_on_cases", False) else NOTHING


def auditors(user: User) -> Q:
    """The audit trail holds identifiers and labels, no text of a case."""
    return Q() if user.is_active and user.role == Role.AUDITOR else NOTHING


def trail(user: User) -> Q:
    """Auditors read all of it; administrators of accounts what was done to accounts and teams."""
    if user.is_active and user.role == Role.ACCOUNT_ADMINISTRATOR:
        return Q(object_type__in=["accounts.User", "accounts.Team"])
    return auditors(user)


def nobody(user: User) -> Q:
    return NOTHING


def if_editor(rule: Rule) -> Rule:
    """Caseworkers and managers change what they see."""

    def rule_of_editor(user: User) -> Q:
        return rule(user) if getattr(user, "may_edit", False) else NOTHING

    return rule_of_editor


_case = shares_a_key
_of_case = through("case")
_citation = every(shares_a_key, through("source"))
_relay = through_both("text", "upstream")
_kinship = through_both("person", "relative")
_outcome = through_both("case", "action")

# model → (who may see a row, who may change it)
RULES: dict[str, tuple[Rule, Rule]] = {
    "audit.Event": (trail, nobody),
    "audit.Seal": (auditors, nobody),
    "sources.Source": (shares_a_key, if_editor(shares_a_key)),
    "sources.Relay": (_relay, if_editor(_relay)),
    "sources.Citation": (_citation, if_editor(_citation)),
    "cases.Case": (_case, if_editor(_case)),
    "cases.Person": (shares_a_key, if_editor(shares_a_key)),
    "cases.PersonName": (through("person"), if_editor(through("person"))),
    "cases.Kinship": (_kinship, if_editor(_kinship)),
    "cases.Participation": (_of_case, if_editor(_of_case)),
    "cases.Part": (_of_case, if_editor(_of_case)),
    "cases.Figure": (_of_case, if_editor(_of_case)),
    "cases.StatusEntry": (_of_case, if_editor(_of_case)),
    "cases.Review": (through("entry__case"), if_editor(through("entry__case"))),
    "cases.CaseSource": (_of_case, if_editor(_of_case)),
    "cases.CaseCitation": (_of_case, if_editor(_of_case)),
    "cases.Dispute": (_of_case, if_editor(_of_case)),
    "cases.DisputedClaim": (through("dispute__case"), if_editor(through("dispute__case"))),
    "advocacy.Action": (shares_a_key, if_editor(shares_a_key)),
    "advocacy.ActionCase": (_of_case, if_editor(_of_case)),
    "advocacy.ActionParty": (through("action"), if_editor(through("action"))),
    "advocacy.Ask": (through("action"), if_editor(through("action"))),
    "advocacy.Reply": (through("action"), if_editor(through("action"))),
    "advocacy.OutcomeLink": (_outcome, if_editor(_outcome)),
    "notes.Note": (notes, if_editor(own_notes)),
}

# Whose earlier states are kept (audit/changes.py): seen by whoever sees the row now, and changed
# by nobody. What must be seen by fewer is said below, by a line of its own.
TRACKED = (
    "sources.Source", "sources.Relay", "cases.Case", "cases.Part", "cases.Figure",
    "cases.Dispute", "cases.DisputedClaim", "cases.Person", "cases.PersonName", "cases.Kinship",
    "cases.Participation", "advocacy.Action", "advocacy.ActionCase", "advocacy.ActionParty",
    "advocacy.Ask", "advocacy.Reply", "advocacy.OutcomeLink",
)  # fmt: skip
RULES |= {f"{label}Change": (through("pgh_obj", RULES[label][0]), nobody) for label in TRACKED}


def may_see(label: str, user: User) -> Q:
    return RULES[label][0](user)


def may_change(label: str, user: User) -> Q:
    return RULES[label][1](user)
