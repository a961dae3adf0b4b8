"""How to read a dossier: what each mark of doubt, date, number and source means."""

from django.utils.translation import gettext as _

from casework.cases.codes import Certainty
from casework.dossiers.document import Labelled
from casework.sources.chain_words import VERIFIED
from casework.sources.codes import Credibility, Reliability


def method() -> tuple[Labelled, ...]:
    """The legend, a line for each kind of mark."""
    lines = {
        _("Dates"): _(
            "As the source gives them; nothing is filled in. Words in quotation marks are the "
            "source’s, and the brackets say how they are understood; a year or a limit that the "
            "source leaves out is taken from the date of the text that tells it."
        ),
        _("Order"): _(
            "By the earliest day that a date can mean. Where two dates overlap, the line says "
            "which others it cannot be ordered against."
        ),
        _("Certainty"): _("Our judgement: %(words)s.") % {"words": ", ".join(_certainties())},
        _("Hedge"): _(
            "The source’s own (“reportedly”, “allegedly”), kept beside every statement. What a "
            "source denies, forecasts or holds as its opinion is marked in the same place."
        ),
        _("Whose words"): _(
            "Quotations are exact and belong to whom they are attributed, also where an "
            "authority describes people or justifies itself; we do not adopt them."
        ),
        _("Numbers"): _(
            "As stated, with who gave them. “Our subtraction” marks a number that no source "
            "states. Figures of different days, areas or words stand side by side and are never "
            "summed."
        ),
        _("Reliability of a source"): "; ".join(str(label) for label in Reliability.labels)
        + ". "
        + _("F means that there is no basis for a judgement, not that the source is bad."),
        _("Credibility of information"): "; ".join(str(label) for label in Credibility.labels)
        + ". "
        + _("Given where it was graded; graded apart from the source."),
        _("Verification"): "; ".join(_verifications()) + ".",
        _("Seen, not seen"): _(
            "Whether our staff have had the text itself before them, or only a text that cites it."
        ),
        _("Actions and what followed"): _(
            "That one thing came after another is no statement that it came because of it. What "
            "is known of the relation is said in words; where nothing is known, that is said."
        ),
        _("As known on"): _(
            "What had become known to us by the end of that day, with the reviews and positions "
            "of then. Of a day on which the file was kept in this system entries, figures, "
            "people, questions and actions are exactly as the file had them; of an earlier day, "
            "what we say since that we had heard by then. The title and summary, the chains "
            "of sources, and what people, offices and publications are called, are those of the "
            "day of composition."
        ),
    }
    return tuple(Labelled(label=label, text=text) for label, text in lines.items())


def _certainties() -> list[str]:
    return [str(label) for label in Certainty.labels]


def _verifications() -> list[str]:
    return [f"{label}: {meaning}" for label, meaning in VERIFIED.values()]
