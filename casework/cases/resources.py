"""Case files and people as tables.

A case is found by its reference, a person by number. An import adds links and never removes one.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.models import Team, User
from casework.audit.resources import RecordedResource
from casework.cases import status
from casework.cases.codes import Axis, Certainty, NameKind, PersonRole, Workflow
from casework.cases.group import groups_of
from casework.cases.hedging import doubted
from casework.cases.models import Case, Issue, Kinship, Participation, Person, PersonName
from casework.cases.protection import told_names
from casework.cases.vantage import NOW, Vantage
from casework.sources.resources import WhenColumn

SEPARATOR = "; "
AT_ONCE = 500  # files whose people are reckoned together


def several(cell: Any) -> list[str]:
    """The entries of a cell that holds several, each once."""
    pieces = (piece.strip() for piece in re.split(r"[;\n]", str(cell or "")))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def editable_cases(user: User, cell: Any) -> list[Case]:
    """The files whose references stand in a cell. Raises ValidationError for any other."""
    wanted = several(cell)
    found = {case.reference: case for case in Case.objects.editable_by(user).filter(
        reference__in=wanted
    )}  # fmt: skip
    for reference in wanted:
        if reference not in found:
            raise ValidationError(
                {"cases": _("“%(key)s” is no file that you may change.") % {"key": reference}}
            )
    return [found[reference] for reference in wanted]


class CaseResource(RecordedResource):
    """One row for each file. New files start in intake, with a reference issued by the system."""

    version = Field("version", "version", readonly=True)
    workflow = Field("workflow", "workflow", readonly=True)
    issues = Field(column_name="issues")
    teams = Field(column_name="teams")
    stands = Field(column_name="stands", readonly=True)
    as_of = Field(column_name="as_of", readonly=True)
    as_known_on = Field(column_name="as_known_on", readonly=True)

    class Meta(RecordedResource.Meta):
        model = Case
        name = gettext_lazy("Case files")
        import_id_fields = ["reference"]
        fields = [
            "reference", "version", "kind", "public_title", "working_title", "country",
            "summary", "issues", "priority", "publicity", "teams", "workflow", "stands", "as_of",
            "as_known_on",
        ]  # fmt: skip

    def __init__(self, vantage: Vantage = NOW, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vantage = vantage

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        return queryset.prefetch_related("issues", "teams")

    def iter_queryset(self, queryset: QuerySet) -> Iterator[Case]:
        """Each file with its people as they stood from the vantage, some hundred at a time."""
        files = super().iter_queryset(queryset)
        while some := list(islice(files, AT_ONCE)):
            groups = groups_of(some, self.user, self.vantage)
            for case in some:
                case.group = groups[case.pk]
                yield case

    def dehydrate_stands(self, case: Case) -> str:
        """As in the list; empty in the preview of an import, which changes no history."""
        group = getattr(case, "group", None)
        return group.summary if group is not None else ""

    def dehydrate_as_of(self, case: Case) -> str:
        return self.vantage.on.isoformat() if self.vantage.on else ""

    def dehydrate_as_known_on(self, case: Case) -> str:
        return self.vantage.known_on.isoformat() if self.vantage.known_on else ""

    def dehydrate_issues(self, case: Case) -> str:
        return SEPARATOR.join(issue.name for issue in case.issues.all())

    def dehydrate_teams(self, case: Case) -> str:
        return SEPARATOR.join(team.name for team in case.teams.all())

    def import_field(self, field: Field, instance: Model, row: dict, *args: Any, **kwargs: Any):
        """References are issued, never typed."""
        if field.column_name != "reference":
            super().import_field(field, instance, row, *args, **kwargs)

    def skip_row(self, instance: Case, original: Case, row: dict, *args: Any) -> bool:
        if instance.pk is None or not super().skip_row(instance, original, row, *args):
            return False
        present = {issue.name for issue in instance.issues.all()}
        present |= {team.name for team in instance.teams.all()}
        return present >= {*several(row.get("issues")), *several(row.get("teams"))}

    def save_m2m(self, instance: Case, row: dict[str, Any], **kwargs: Any) -> None:
        is_new = not instance.teams.exists()
        instance.issues.add(*_named(Issue.objects.all(), several(row.get("issues")), "issues"))
        present = set(instance.teams.values_list("name", flat=True))
        added = [name for name in several(row.get("teams")) if name not in present]
        if added and not is_new:
            raise ValidationError({"teams": _("Who sees a file is decided on its own page.")})
        own = Team.objects.filter(pk__in=self.user.team_ids)
        instance.teams.add(*_named(own, added, "teams"))
        if is_new and not added:
            raise ValidationError({"teams": _("Name at least one of your teams.")})
        if is_new:
            status.log_update(
                by=self.user, case=instance, axis=Axis.WORKFLOW, value=Workflow.INTAKE,
                certainty=Certainty.KNOWN,
            )  # fmt: skip


def _named(rows: QuerySet, names: list[str], column: str) -> list[Model]:
    found = {row.name: row for row in rows.filter(name__in=names)}
    for name in names:
        if name not in found:
            raise ValidationError(
                {column: _("“%(name)s” cannot be chosen here. Correct it.") % {"name": name}}
            )
    return list(found.values())


class PersonResource(RecordedResource):
    """One row for each person, with written names and the files in which they have a part."""

    born = WhenColumn("born", "born")
    version = Field("version", "version", readonly=True)
    names = Field(column_name="names")
    cases = Field(column_name="cases")
    role = Field(column_name="role")
    place_in_files = Field(column_name="place_in_files", readonly=True)
    kin = Field(column_name="kin", readonly=True)

    class Meta(RecordedResource.Meta):
        model = Person
        name = gettext_lazy("People")
        import_id_fields = ["id"]
        fields = [
            "id", "version", "label", "name_missing", "names", "sex", "sex_missing", "born",
            "born_missing", "age_as_stated", "age_missing", "is_minor", "nationality",
            "nationality_missing", "occupation", "occupation_missing", "remark", "cases", "role",
            "place_in_files", "kin",
        ]  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        names = told_names(self.user)
        files = Participation.objects.visible_to(self.user).select_related("case", "part")
        kin = Kinship.objects.visible_to(self.user).select_related("relative")
        return queryset.prefetch_related(
            Prefetch("names", queryset=names, to_attr="names_shown"),
            Prefetch("participations", queryset=files, to_attr="files_shown"),
            Prefetch("kinships", queryset=kin, to_attr="kin_shown"),
        )

    def dehydrate_names(self, person: Person) -> str:
        return SEPARATOR.join(name.text for name in person.names_shown)

    def dehydrate_cases(self, person: Person) -> str:
        return SEPARATOR.join(sorted({part.case.reference for part in person.files_shown}))

    def dehydrate_place_in_files(self, person: Person) -> str:
        """In which part of which file, and how sure that is; the remark with it."""
        return SEPARATOR.join(_place(part) for part in person.files_shown)

    def dehydrate_kin(self, person: Person) -> str:
        return SEPARATOR.join(
            f"{kinship.get_kind_display()} {kinship.relative.label}"
            for kinship in person.kin_shown
        )

    def dehydrate_role(self, person: Person) -> str:
        """Told only where it is one and the same in every file."""
        roles = {part.role for part in person.files_shown}
        return roles.pop() if len(roles) == 1 else ""

    def skip_row(self, instance: Person, original: Person, row: dict, *args: Any) -> bool:
        if instance.pk is None or not super().skip_row(instance, original, row, *args):
            return False
        return not (self._new_names(instance, row) or self._new_files(instance, row))

    def save_m2m(self, instance: Person, row: dict[str, Any], **kwargs: Any) -> None:
        has_main = instance.names.visible_to(self.user).filter(kind=NameKind.MAIN).exists()
        for place, text in enumerate(self._new_names(instance, row)):
            kind = NameKind.ALTERNATE if has_main or place else NameKind.MAIN
            _written(PersonName(person=instance, text=text, kind=kind))
        for case in self._new_files(instance, row):
            role = row.get("role") or PersonRole.VICTIM
            _written(Participation(person=instance, case=case, role=role))

    def _new_names(self, person: Person, row: dict[str, Any]) -> list[str]:
        known = set(person.names.visible_to(self.user).values_list("text", flat=True))
        return [name for name in several(row.get("names")) if name not in known]

    def _new_files(self, person: Person, row: dict[str, Any]) -> list[Case]:
        parts = Participation.objects.visible_to(self.user).filter(person=person)
        known = set(parts.values_list("case", flat=True))
        named = editable_cases(self.user, row.get("cases"))
        return [case for case in named if case.pk not in known]


def _place(file: Participation) -> str:
    said = [doubted(f"{file.case.reference}: {file.get_role_display()}", file.certainty, ())]
    if file.part is not None:
        said.append(doubted(file.part.name, file.part_certainty, ()))
    return " · ".join(filter(None, [*said, file.remark]))


def _written(row: Model) -> None:
    row.full_clean()
    row.save()
