"""People as they are told of, figures side by side. No script that no source gives."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from casework.cases import status
from casework.cases.codes import (
    Axis,
    Certainty,
    NameKind,
    NameOrder,
    PersonRole,
)
from casework.cases.ledger_words import breakdown_words
from casework.cases.models import Figure, Participation, Person, PersonName
from casework.dossiers.compose_dates import dated, stated
from casework.dossiers.compose_selection import Selection
from casework.dossiers.compose_wording import (
    doubted,
    first_quotation,
    further_words,
    hedge_words,
    how_sure,
)
from casework.dossiers.document import FigureLine, Labelled, NameLine, PersonLine
from casework.sources.missing import missing_words

SPEAKERS = frozenset({PersonRole.SPEAKER, PersonRole.AUTHORITY, PersonRole.LAWYER})
"""Told of for what they say or do in office: that their age is not recorded is no gap."""

# People.


def people(selection: Selection) -> tuple[PersonLine, ...]:
    return tuple(_person(selection, member) for member in selection.material.participations)


def _person(selection: Selection, member: Participation) -> PersonLine:
    person, cited = member.person, selection.cited(member)
    attested = [name for name in person.names_read if name.attested]
    further = [name for name in attested if name.text != person.label]
    remarks = [member.remark, person.remark, further_words(cited, after=0)]
    return PersonLine(
        label=person.label,
        part=_role(member),
        names=tuple(
            NameLine(text=name.text, language=name.language, note=_name_note(name))
            for name in further
        ),
        details=tuple(_details(selection, member, attested)),
        certainty=how_sure(member.certainty, cited),
        note="\n".join(filter(None, remarks)),
        sources=selection.numbers_of(member),
    )


def _role(member: Participation) -> str:
    """Role and part of the group, with the certainty of each."""
    role = capfirst(str(member.get_role_display()))
    if member.part is None:
        return role
    words = {"role": role, "part": member.part.name}
    if member.part_certainty == Certainty.KNOWN:
        return _("%(role)s; one of ‘%(part)s’") % words
    sure = {"sure": how_sure(member.part_certainty)}
    return _("%(role)s; one of ‘%(part)s’: %(sure)s") % (words | sure)


def _details(
    selection: Selection, member: Participation, attested: Iterable[PersonName]
) -> list[Labelled]:
    person = member.person
    as_label = [_name_note(name) for name in attested if name.text == person.label]
    lines = [(_("Name as written"), " / ".join(filter(None, as_label)))]
    if not attested:
        lines.append((_("Name"), missing_words(person.name_missing)))
    lines += [
    ]
    is_speaker = member.role in SPEAKERS or person.is_public_figure
    lines += [
        (label, text or ("" if is_speaker and not why else missing_words(why)))
        for label, text, why in _of_whom(person)
    ]
    lines += [
        (_("Kinship"), "; ".join(_kin(selection, person))),
        (_("Situation"), _situation(selection, person)),
    ]
    return [Labelled(label=label, text=text) for label, text in lines if text]


def _of_whom(person: Person) -> list[tuple[str, str, str]]:
    """(label, value, why there is none). A gap is told as such."""
    nationality = str(person.nationality.name) if person.nationality else ""
    age_missing = person.born_missing or person.age_missing
    lines = [
        (_("Sex"), str(person.get_sex_display()) if person.sex else "", person.sex_missing),
        (_("Birth, age"), _age(person), age_missing),
        (_("Nationality"), nationality, person.nationality_missing),
    ]
    if person.occupation or person.occupation_missing:
        lines.append((_("Occupation"), person.occupation, person.occupation_missing))
    return lines


def _age(person: Person) -> str:
    words = [
        _("born %(date)s") % {"date": stated(person.born)} if stated(person.born) else "",
        f"“{person.age_as_stated}”" if person.age_as_stated else "",
        _("a minor, so a source says") if person.is_minor else "",
    ]
    return "; ".join(filter(None, words))


def _kin(selection: Selection, person: Person) -> list[str]:
    """Kin who are people of this file too: of others not even the relation is told."""
    here = {member.person_id: member.person for member in selection.material.participations}
    lines = []
    for kinship in selection.material.kinships:
        if not {kinship.person_id, kinship.relative_id} <= here.keys():
            continue
        words = {
            "person": here[kinship.person_id].label,
            "kind": doubted(str(kinship.get_kind_display()), "", selection.cited(kinship)),
            "relative": here[kinship.relative_id].label,
        }
        if kinship.person_id == person.pk:
            lines.append(_("%(kind)s “%(relative)s”") % words)
        elif kinship.relative_id == person.pk:
            lines.append(_("“%(person)s” is %(kind)s this person") % words)
    return lines


def _situation(selection: Selection, person: Person) -> str:
    current = status.current(selection.standing, Axis.SITUATION)
    entry = current.get(status.Subject(None, person.pk, None))
    if entry is None:
        return ""
    return doubted(str(entry.get_value_display()), entry.doubt, selection.cited(entry))


# Names.


def _name_note(name: PersonName) -> str:
    """Script, language, romanisation and order, as far as they are recorded."""
    words = [
        "" if name.kind == NameKind.MAIN else str(name.get_kind_display()),
        _script(name.script),
        _language(name.language),
        _("romanisation: %(system)s") % {"system": name.romanisation} if name.romanisation else "",
        "" if name.written_order == NameOrder.UNKNOWN else str(name.get_written_order_display()),
    ]
    return ", ".join(filter(None, words))


def _script(code: str) -> str:
    names = {
        "Latn": _("Latin script"),
        "Hang": _("Korean script"),
        "Kore": _("Korean script"),
        "Hani": _("Chinese characters"),
        "Hans": _("simplified Chinese characters"),
        "Hant": _("traditional Chinese characters"),
        "Arab": _("Arabic script"),
        "Cyrl": _("Cyrillic script"),
        "Tibt": _("Tibetan script"),
        "Mong": _("Mongolian script"),
        "Jpan": _("Japanese script"),
    }
    return names.get(code, code)


def _language(code: str) -> str:
    """The language's name in the language now active; the code where Django has no name for it."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


# Figures.


def figures(selection: Selection) -> tuple[FigureLine, ...]:
    """Each figure as its source gives it; never summed, averaged or put into one."""
    return tuple(_figure(selection, figure) for figure in selection.figures)


def _figure(selection: Selection, figure: Figure) -> FigureLine:
    cited = selection.cited(figure)
    by = figure.estimated_by or (figure.estimating_body.name if figure.estimating_body else "")
    first = first_quotation(cited)
    quote = _("“%(quote)s” — %(said_by)s") % first if first["quote"] else ""
    notes = [breakdown_words(figure.breakdown.items()), figure.remark, quote, further_words(cited)]
    population = figure.population or (figure.part.name if figure.part is not None else "")
    return FigureLine(
        value=figure.in_words,
        population=population or _("of whom: not recorded"),
        area=figure.area
        or _("area: %(why)s") % {"why": missing_words(figure.area_missing)},
        when=dated(figure.as_of, figure.as_of_missing),
        estimator=by or missing_words(figure.estimated_by_missing),
        certainty=hedge_words(cited),
        note="\n".join(filter(None, notes)),
        sources=selection.numbers_of(figure),
    )
