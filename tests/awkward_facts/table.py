"""The awkward facts of the seed documents, one row each: what is said of each, and what never.

A row names a file of the demonstration, in which the fact stands in the exact words of its source
and is entered from. What a row is made of is told in rows.py.
"""

from tests.awkward_facts.rows import Fact
from tests.awkward_facts.rows_of_beijing_17 import BEIJING
from tests.awkward_facts.rows_of_others import OTHERS

# Which passages of a file the rows below rest on; none named: all of them.
ENTERED: dict[str, frozenset[str]] = {
    "beijing_17": frozenset(),
    "kim_chun_hee": frozenset(),
    "seven_of_1999": frozenset(),
    "family_of_2001": frozenset(),
    "shenyang_three": frozenset({"direct-travel", "scaled-wall"}),
    "tianjin_nine": frozenset({"turned-away", "principal-contends"}),
    "juwongu_fifteen": frozenset(),
    "border_two_thousand": frozenset({
        "two-thousand", "could-be-higher", "hearing-tuesday", "credentials", "embassy-handled",
        "embassy-so-called", "embassy-urges",
    }),
    "forced_return": frozenset({
        "estimates-vary", "northeast-china", "no-accurate-data", "article-47", "qin-gang-view",
        "english-silent", "acceded-1982", "became-party", "signed-but-violated", "signed-it",
        "rumour", "spotlight", "crack-down", "embassies-since-2002",
    }),
    "forced_labour_exports": frozenset({"millions-in-april"}),
    "press_conference_2005": frozenset({"disrupted", "two-asks", "illegal-behavior"}),
}  # fmt: skip

FACTS: tuple[Fact, ...] = BEIJING + OTHERS
