"""What a row of the table is made of.

`shown` and `never` are words of the file's page (`never` of its tables and its dossier, too);
`found` and `not_found` queries of the list of cases; `exported` rows of the tables taken out, by
what their cells hold ("" is an empty cell); `composed` lines of the dossier with all the words
that one line must carry, its chain of sources included; `on_paper` what the printed dossier says.
"""

from dataclasses import dataclass

Cells = tuple[str, dict[str, str]]
Line = tuple[str, ...]


@dataclass(frozen=True)
class Nothing:
    """A column that has no meaning for a row, and why."""

    because: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    name: str
    file: str
    shown: tuple[str, ...]
    never: tuple[str, ...] = ()
    found: tuple[str, ...] | Nothing
    not_found: tuple[str, ...] = ()
    exported: tuple[Cells, ...]
    composed: tuple[Line, ...]
    on_paper: tuple[str, ...] = ()


NO_FILTER_OF_SOURCES = Nothing("the list filters files, not what their sources go back to")
NO_FILTER_OF_ACTIONS = Nothing("the list filters files, not the actions on them")
NO_FILTER_OF_QUESTIONS = Nothing("the list filters files, not the questions that are open")
A_THEME_STANDS_NOWHERE = Nothing("a theme is about nobody’s situation")
