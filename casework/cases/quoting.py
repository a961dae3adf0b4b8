"""From the source fields of a form (source_forms.py) to the passage that a fact rests on."""

from typing import Any

from accounts.models import User
from casework.cases.models import Case, CaseCitation
from casework.cases.source_forms import SourceFields
from casework.sources.models import Citation, Source
from casework.sources.services import add_source, cite

_OF_A_QUOTATION = ("quotation", "said_by", "locator", "hedge", "credibility")


def passages_of(case: Case, reader: User) -> list[Citation]:
    """What the file quotes already, as far as the reader may see, the latest first."""
    quoted = CaseCitation.objects.visible_to(reader).filter(case=case).values("citation")
    passages = Citation.objects.visible_to(reader).filter(pk__in=quoted)
    return list(passages.select_related("source__publisher").order_by("-pk"))


def passage(by: User, data: dict[str, Any]) -> Citation | None:
    """The passage that was chosen, or a new one, of a new source where one was named.

    None where no source was given. `data` is of a valid SourceFields form.
    """
    match data["source_choice"]:
        case SourceFields.NONE:
            return None
        case SourceFields.PASSAGE:
            return Citation.objects.visible_to(by).get(pk=data["passage"])
        case SourceFields.OLD:
            source = Source.objects.visible_to(by).get(pk=data["source"])
        case _:
            source = add_source(by=by, **_new_source(data))
    return cite(by=by, source=source, **{name: data[name] for name in _OF_A_QUOTATION})


def is_passage(cited: Citation | None, data: dict[str, Any]) -> bool:
    """Whether this passage (None: none) is what these fields would store."""
    if cited is None or data["source_choice"] == SourceFields.NONE:
        return cited is None and data["source_choice"] == SourceFields.NONE
    if data["source_choice"] == SourceFields.PASSAGE:
        return cited.pk == int(data["passage"])
    if any(getattr(cited, name) != data[name] for name in _OF_A_QUOTATION):
        return False
    if data["source_choice"] == SourceFields.OLD:
        return cited.source_id == int(data["source"])
    return all(getattr(cited.source, name) == value for name, value in _new_source(data).items())


def _new_source(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "described_as": data["teller"],
        "kind": data["source_kind"],
        "published": data["source_date"],
        "published_missing": data["source_date_missing"],
        "held": data["held"],
        "reliability": data["reliability"],
    }
