"""The law: who may see and who may change what. One rule per model, and no second wording.

A rule is a function from a user to a `Q` over field paths, with the same in words (rules.py);
guard.py turns it into `.visible_to(user)`, `.editable_by(user)` and `.grantable_by(user)`, and
policy_words.py prints the words. Rules name fields by path, so the whole law stands below the
models that it governs.
"""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.access.rules import (
    NOTHING,
    Law,
    Rule,
    both,
    if_editor,
    if_there,
    keys_of,
    rule,
    through,
)


@rule(_("nobody"))
def nobody(user: User) -> Q:
    return NOTHING


@rule(_("auditors; it holds identifiers and labels, no text of a case"))
def auditors(user: User) -> Q:
    return Q() if user.is_active and user.role == Role.AUDITOR else NOTHING


@rule(_("auditors; administrators of accounts see what was done to accounts and teams"))
def trail(user: User) -> Q:
    if user.is_active and user.role == Role.ACCOUNT_ADMINISTRATOR:
        return Q(object_type__in=["accounts.User", "accounts.Team"])
    return auditors(user)


@rule(
    _(
        "members of the teams of its case files; named people and the lead where a file is "
        "narrowed to them; all staff on cases where a file is opened to them. What is in no file, "
        "and a file without readers, is seen by whoever recorded it; people in public office by "
        "all staff on cases"
    )
)
def shares_a_key(user: User) -> Q:
    keys = keys_of(user)
    return Q(reader_keys__overlap=keys) if keys else NOTHING


@rule(_("its lead, and managers who see it"))
def decides_on_file(user: User) -> Q:
    if not getattr(user, "may_edit", False):
        return NOTHING
    return shares_a_key(user) if user.may_grant else shares_a_key(user) & Q(lead=user)


@rule(_("whoever may see the person and is named for what is protected of them"))
def confidants(user: User) -> Q:
    return shares_a_key(user) & Q(confidants__contains=[user.pk])


@rule(_("whoever may see the person; where something of them is protected, those named for it"))
def earlier_labels(user: User) -> Q:
    return shares_a_key(user) & (Q(confidants=[]) | Q(confidants__contains=[user.pk]))


@rule(
    _(
        "those named for it; while nobody is, caseworkers and managers who see a file in which "
        "the person has a part. Of people in public office nothing is protected"
    )
)
def decides_on_person(user: User) -> Q:
    if not getattr(user, "may_edit", False):
        return NOTHING
    of_own_files = through("participations__case", shares_a_key)(user)
    return earlier_labels(user) & of_own_files & Q(is_public_figure=False)


@rule(
    _(
        "whoever may see the person; where the name is protected, only those of them who are "
        "named for it"
    )
)
def names(user: User) -> Q:
    person = through("person", shares_a_key)(user)
    if person == NOTHING:
        return NOTHING
    return person & (Q(is_protected=False) | Q(person__confidants__contains=[user.pk]))


@rule(
    _(
        "whoever may see the case file; where something of a person in it is protected, those "
        "named for that person"
    )
)
def earlier_files(user: User) -> Q:
    files = shares_a_key(user)
    return NOTHING if files == NOTHING else files & ~Q(pk__in=_with_protected_people(user))


def _with_protected_people(user: User) -> QuerySet:
    """The files with a person of whom something is protected for which the user is not named."""
    people = apps.get_model("cases.Participation").objects.unrestricted(
        because="of these files nothing is shown"
    )
    guarded = people.exclude(person__confidants=[])
    return guarded.exclude(person__confidants__contains=[user.pk]).values("case")


def _earlier_of_shared(link: str, column: str, words: str | Promise) -> Rule:
    """The rule of what several files may share: held back where one of its files is.

    `link` is the model that ties it to its files by `column`.
    """

    def condition(user: User) -> Q:
        rows = shares_a_key(user)
        if rows == NOTHING:
            return NOTHING
        ties = apps.get_model(link).objects.unrestricted(because="of these rows nothing is shown")
        held_back = ties.filter(case__in=_with_protected_people(user))
        return rows & ~Q(pk__in=held_back.values(column))

    return Rule(words, condition)


earlier_actions = _earlier_of_shared(
    "advocacy.ActionCase", "action",
    _(
        "whoever may see the action; where something of a person in one of its files is "
        "protected, those named for that person"
    ),
)  # fmt: skip
earlier_sources = _earlier_of_shared(
    "cases.CaseSource", "source",
    _(
        "whoever may see the source; where something of a person in one of its files is "
        "protected, those named for that person"
    ),
)  # fmt: skip


@rule(_("whoever may see the person, while the name is not protected"))
def open_names(user: User) -> Q:
    person = through("person", shares_a_key)(user)
    return NOTHING if person == NOTHING else person & Q(is_protected=False)


@rule(
    _(
        "of those who may see its case file: its author; caseworkers and managers at the level "
        "“case team”; managers at the level “managers”; those named at the level “named people”"
    )
)
def notes(user: User) -> Q:
    case = through("case", shares_a_key)(user)
    if case == NOTHING:
        return NOTHING
    levels = Q(author=user) | Q(level="named", named_readers__contains=[user.pk])
    if user.role in {Role.CASEWORKER, Role.MANAGER}:
        levels |= Q(level="case_team")
    if user.role == Role.MANAGER:
        levels |= Q(level="managers")
    return case & levels


@rule(_("its author, while they may see its case file"))
def own_notes(user: User) -> Q:
    return notes(user) & Q(author=user)


def _law(see: Rule, change: Rule | None = None, grant: Rule = nobody) -> Law:
    return Law(see, change or if_editor(see), grant)


_of_case = through("case", shares_a_key, _("whoever may see its case file"))
_of_person = through("person", shares_a_key, _("whoever may see the person"))
_of_action = through("action", shares_a_key, _("whoever may see the action"))
_of_source = through("source", shares_a_key, _("whoever may see the source"))

# The whole law. Nobody sees more than these lines say: no role has a way round them.
RULES: dict[str, Law] = {
    "audit.Event": _law(trail, nobody),
    "audit.Seal": _law(auditors, nobody),
    "sources.Source": _law(shares_a_key),
    "sources.Relay": _law(
        both(
            through("text", shares_a_key), if_there("upstream", shares_a_key),
            _("whoever may see both texts"),
        )
    ),
    "sources.Attachment": _law(_of_source),
    "sources.Citation": _law(
        both(shares_a_key, _of_source, _("whoever may see a file that quotes it, and its source"))
    ),
    "cases.Case": _law(shares_a_key, grant=decides_on_file),
    "cases.Person": _law(shares_a_key, grant=decides_on_person),
    "cases.PersonName": _law(names),
    "cases.Whereabouts": _law(through("person", confidants)),
    "cases.Kinship": _law(
        both(_of_person, through("relative", shares_a_key), _("whoever may see both people"))
    ),
    "cases.Participation": _law(_of_case),
    "cases.Part": _law(_of_case),
    "cases.Figure": _law(_of_case),
    "cases.StatusEntry": _law(_of_case),
    "cases.CurrentStanding": _law(_of_case, nobody),
    "cases.Confirmation": _law(through("entry__case", shares_a_key, _of_case.words)),
    "cases.Review": _law(through("entry__case", shares_a_key, _of_case.words)),
    "cases.CaseSource": _law(_of_case),
    "cases.CaseCitation": _law(_of_case),
    "cases.Dispute": _law(_of_case),
    "cases.DisputedClaim": _law(through("dispute__case", shares_a_key, _of_case.words)),
    "advocacy.Action": _law(shares_a_key),
    "advocacy.ActionCase": _law(_of_case),
    "advocacy.ActionParty": _law(_of_action),
    "advocacy.Ask": _law(_of_action),
    "advocacy.Reply": _law(_of_action),
    "advocacy.OutcomeLink": _law(
        both(
            _of_case, if_there("action", shares_a_key),
            _("whoever may see its case file, and the action if there is one"),
        )
    ),
    "notes.Note": _law(notes, if_editor(own_notes)),
    "notes.ReadersChange": _law(through("note", notes, _("whoever may see the note")), nobody),
}  # fmt: skip

# Where rows name the people who read them: field of the model → printed person by person.
NAMED_READERS = {
    "cases.Case": "named_readers",
    "cases.Person": "confidants",
    "notes.Note": "named_readers",
}

# Whose earlier states are kept (audit/changes.py), and who reads one: whoever may see the row now.
# But where something of a person is protected an earlier label, title or text may hold the name,
# and protected names are read on their own page alone.
_earlier_of_case = through("pgh_obj__case", earlier_files)
_earlier_of_action = through("pgh_obj__action", earlier_actions)
TRACKED: dict[str, Rule] = {
    "sources.Source": through("pgh_obj", earlier_sources),
    "sources.Relay": both(
        through("pgh_obj__text", earlier_sources), if_there("pgh_obj__upstream", earlier_sources),
        earlier_sources.words,
    ),
    "cases.Case": through("pgh_obj", earlier_files),
    "cases.Part": _earlier_of_case,
    "cases.Figure": _earlier_of_case,
    "cases.Dispute": _earlier_of_case,
    "cases.DisputedClaim": through("pgh_obj__dispute__case", earlier_files),
    "cases.Person": through("pgh_obj", earlier_labels),
    "cases.PersonName": through("pgh_obj", open_names),
    "cases.Kinship": through("pgh_obj", RULES["cases.Kinship"].see),
    "cases.Participation": _earlier_of_case,
    "advocacy.Action": through("pgh_obj", earlier_actions),
    "advocacy.ActionCase": both(_earlier_of_case, _earlier_of_action, earlier_actions.words),
    "advocacy.ActionParty": _earlier_of_action,
    "advocacy.Ask": _earlier_of_action,
    "advocacy.Reply": _earlier_of_action,
    "advocacy.OutcomeLink": both(
        _earlier_of_case, if_there("pgh_obj__action", earlier_actions),
        _("those who may read earlier states of its case file, and of the action if there is one"),
    ),
}  # fmt: skip
RULES |= {f"{label}Change": _law(earlier, nobody) for label, earlier in TRACKED.items()}


def may_see(label: str, user: User) -> Q:
    return RULES[label].see(user)


def may_change(label: str, user: User) -> Q:
    return RULES[label].change(user)


def may_grant(label: str, user: User) -> Q:
    return RULES[label].grant(user)
