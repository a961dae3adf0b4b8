"""A valid form of an update becomes entries of the history, or the page says why it does not."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from casework.access.submissions import show_on
from casework.cases import intake
from casework.cases.codes import Axis
from casework.cases.forms import LogUpdateForm
from casework.cases.models import Case, StatusEntry
from casework.cases.quoting import passages_of
from casework.dossiers.material import Material
from casework.pages.new_source import warn_of_its_copies

STORED_ALREADY = gettext_lazy("This update was stored already; nothing was stored twice.")


def offered(material: Material, reader: User) -> dict[str, Any]:
    """What a form of an update offers to choose from: parts, people, sources and passages."""
    return {
        "parts": material.parts,
        "participations": material.participations,
        "sources": material.sources,
        "passages": passages_of(material.case, reader),
        "group": material.group,
    }


def taken_in(
    request: HttpRequest, case: Case, form: LogUpdateForm, corrects: StatusEntry | None = None
) -> list[StatusEntry] | None:
    """The entries that are new; none where they were stored before. None: the page says why."""
    try:
        entries, are_new = intake.take_in(
            by=request.user, case=case, data=form.cleaned_data, corrects=corrects
        )
    except ValidationError as problem:
        show_on(form, problem)
        return None
    except intake.StoredOtherwise:
        _ask_whether_it_is_another(request, form)
        return None
    if not are_new:
        messages.info(request, STORED_ALREADY)
        return []
    cited = entries[0].citations.visible_to(request.user)
    warn_of_its_copies(request, form, cited.select_related("source__publisher"))
    if entries[0].axis == Axis.WORKFLOW:
        messages.success(request, _("Noted: our work on this file."))
    else:
        messages.success(
            request,
            ngettext(
                "Logged. It waits for a second person before it counts.",
                "%(count)d entries logged. They wait for a second person before they count.",
                len(entries),
            )
            % {"count": len(entries)},
        )
    return entries


def _ask_whether_it_is_another(request: HttpRequest, form: LogUpdateForm) -> None:
    form.data = form.data.copy()
    form.data["submission"] = str(uuid.uuid4())
    messages.warning(
        request,
        _(
            "An update with other content was stored from this form already. What you see below "
            "is not stored yet: send it again to store it as well."
        ),
    )
