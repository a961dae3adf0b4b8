"""`make bench`: fills the database once, asks everything, prints a table; 1 if one is too slow.

What is allowed holds for 100,000 files: of a few hundred, little but Python is measured.
"""

import sys
from collections.abc import Sequence

from bench.asker import Asker
from bench.filling import prepare
from bench.questions import groups, now, pages, past
from bench.timing import HEADING, measure, told

USAGE = "Usage: python -m bench NUMBER-OF-CASES [WORDS THAT A QUESTION MUST CONTAIN]\n"


def main(arguments: Sequence[str]) -> int:
    if not arguments or not arguments[0].isdigit():
        sys.stderr.write(USAGE)
        return 2
    scale, words = int(arguments[0]), " ".join(arguments[1:])
    prepare(scale)
    asker = Asker()
    asked = [
        question
        for theme in (now, past, groups, pages)
        for question in theme.questions(asker)
        if words in question.name
    ]
    sys.stdout.write(f"\n{scale:,} cases, {10 * scale:,} entries\n{HEADING}\n")
    failed = 0
    for measured in measure(asked):
        sys.stdout.write(f"{told(measured)}\n")
        sys.stdout.flush()
        failed += measured.verdict != "OK"
    sys.stdout.write(f"\n{len(asked)} questions, {failed} of them not OK.\n")
    return 1 if failed or not asked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
