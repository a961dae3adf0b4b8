"""Writing down actions, what came back, and what is known of the relation to what followed."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework.advocacy.codes import OutcomeRelation
from casework.advocacy.models import Action, ActionCase, ActionParty, Ask, OutcomeLink, Reply
from casework.audit.deeds import Deed
from casework.audit.trail import record
from casework.cases.models import Case, StatusEntry
from casework.cases.sourcing import rest_on
from casework.sources.models import Citation
from casework.sources.when import When

# Says no more than that one thing is told beside the other; anything beyond needs a source.
_CLAIMS_NOTHING = {OutcomeRelation.UNKNOWN, OutcomeRelation.SEQUENCE_ONLY}


@transaction.atomic
def add_action(
    *, by: User, cases: Iterable[Case], happened: When | None = None,
    parties: Iterable[dict] = (), asks: Iterable[dict] = (),
    citations: Iterable[Citation] = (), **fields: object,
) -> Action:  # fmt: skip
    """An action that concerns these files. Parties and asks are dicts of their own fields.

    An ask may carry `citations`. Raises PermissionDenied for who may not edit every one of the
    files, ValidationError where there is no file or a field does not fit.
    """
    concerned = _editable(by, cases)
    if not concerned:
        raise ValidationError(_("Choose at least one case file that the action concerns."))
    action = Action(recorded_by=by, **fields)
    action.happened = happened or When.unknown()
    _save(action)
    for case in concerned:
        _save(ActionCase(action=action, case=case))
    for party in parties:
        _save(ActionParty(action=action, **party))
    _rest_on_all(action, concerned, citations)
    for ask in asks:
        cited = ask.get("citations", ())
        asked = Ask(action=action, **{key: ask[key] for key in ask if key != "citations"})
        _rest_on_all(_save(asked), concerned, cited)
    record(by, Deed.ACTION_ADDED, action, cases=[case.pk for case in concerned])
    return action


@transaction.atomic
def add_reply(
    *, by: User, action: Action, received: When | None = None,
    citations: Iterable[Citation] = (), **fields: object,
) -> Reply:  # fmt: skip
    """What came back. Its sources become sources of those files of the action that `by` edits.

    Raises PermissionDenied for who may not change the action.
    """
    if not Action.objects.editable_by(by).filter(pk=action.pk).exists():
        raise PermissionDenied
    reply = Reply(recorded_by=by, action=action, **fields)
    reply.received = received or When.unknown()
    _save(reply)
    _rest_on_all(reply, _cases_of(action, by), citations)
    record(by, Deed.REPLY_ADDED, reply, action=action.pk, kind=reply.kind)
    return reply


@transaction.atomic
def link_outcome(
    *, by: User, case: Case, entry: StatusEntry, action: Action | None = None,
    relation: str = OutcomeRelation.UNKNOWN, citations: Iterable[Citation] = (),
    **fields: object,
) -> OutcomeLink:  # fmt: skip
    """What is known of the relation between an action and what happened; by default, nothing.

    Raises PermissionDenied for who may not edit the file, ValidationError where the entry or the
    action belongs to another file, or where more than an order in time is said without a source.
    """
    _editable(by, [case])
    cited = list(citations)
    if entry.case_id != case.pk:
        raise ValidationError({"entry": _("What happened belongs to another case file.")})
    if action is not None and case.pk not in {other.pk for other in _cases_of(action, by)}:
        raise ValidationError({"action": _("That action does not concern this case file.")})
    if relation not in _CLAIMS_NOTHING and not cited:
        raise ValidationError(
            {"relation": _("Give the source that says so, or leave the relation as not known.")}
        )
    link = OutcomeLink(
        recorded_by=by, case=case, entry=entry, action=action, relation=relation, **fields
    )
    _save(link)
    rest_on(link, case, cited)
    record(by, Deed.OUTCOME_LINKED, link, case=case.pk, relation=relation)
    return link


def _editable(by: User, cases: Iterable[Case]) -> list[Case]:
    """The files, each once. Raises PermissionDenied unless `by` may edit every one of them."""
    wanted = {case.pk: case for case in cases}
    allowed = Case.objects.editable_by(by).filter(pk__in=wanted).count()
    if allowed != len(wanted):
        raise PermissionDenied
    return list(wanted.values())


def _cases_of(action: Action, by: User) -> list[Case]:
    links = ActionCase.objects.editable_by(by).filter(action=action).select_related("case")
    return [link.case for link in links]


def _rest_on_all(fact: models.Model, cases: Iterable[Case], citations: Iterable[Citation]) -> None:
    cited = list(citations)
    for case in cases:
        rest_on(fact, case, cited)


def _save(row: models.Model) -> models.Model:
    row.full_clean()
    row.save()
    return row
