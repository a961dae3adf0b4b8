"""Years not counted from the common era: of the Republic of China, Juche, the reigns of Japan.

Such a year is never turned into a common one by us, for a wrong guess would look like a statement
of the source. Where the writer has put the common year beside it, that one is read, and checked.
"""

import re

from django.utils.translation import gettext as _

from casework.sources.when_edtf import UnreadableDate

# The pattern of a name, and the common year before the first of the era.
_ERAS = (
    (r"(?:中[華华])?民[國国]|(?:중화)?민국|\bminguo\b|\broc\b(?: year\b)?", 1911),
    (r"주체|主[體体]|\bjuche\b", 1911),
    (r"令和|\breiwa\b", 2018),
    (r"平成|\bheisei\b", 1988),
    (r"昭和|\bshowa\b", 1925),
    (r"大正|\btaisho\b", 1911),
    (r"明治|\bmeiji\b", 1867),
    (r"단기|檀[紀纪]", -2333),
)
_YEAR = r" ?(?P<year>[0-9]{1,4}) ?[년年]?"
_NAMES = "|".join(name for name, _before in _ERAS)
_IN_AN_ERA = re.compile(rf"(?:{_NAMES}) ?(?:[0-9]{{1,4}}|[元一二三四五六七八九十百]+ ?[年년])")
_LUNAR = re.compile(
    r"음력|[农農][历曆]|[阴陰][历曆]|[旧舊][历曆]|夏[历曆]|正月|[腊臘]月|\blunar\b"
)


def common_years(said: str) -> str:
    """The text with each "주체97(2008)년" or "Juche 97 (2008)" as the common year: 2008년, 2008.

    Raises UnreadableDate where the two years contradict each other.
    """
    for name, before in _ERAS:
        beside = re.compile(
            rf"(?P<era>{name}){_YEAR} ?\((?P<common>[0-9]{{4}}) ?(?P<unit>[년年]?)\)"
        )

        def common(found: re.Match[str], before: int = before) -> str:
            if int(found["year"]) + before != int(found["common"]):
                raise UnreadableDate(
                    _("%(era)s %(year)s is not the year %(common)s. Check both years.")
                    % found.groupdict()
                )
            has_unit = found["unit"] or found[0].partition("(")[0].rstrip().endswith(("년", "年"))
            return found["common"] + ("년" if has_unit else "")

        said = beside.sub(common, said)
    return said


def why_another_calendar(said: str) -> str:
    """A sentence for the writer where the plain text counts by another calendar; else empty."""
    if _IN_AN_ERA.search(said):
        return _(
            "Kept as the words ‘%(words)s’: the years of an era are not converted. If you know "
            "the common year, write it, as in ‘2008’."
        )
    if _LUNAR.search(said):
        return _(
            "Kept as the words ‘%(words)s’: a day of the lunar calendar is not converted. If you "
            "know the common date, write it, as in ‘20 March 2008’."
        )
    return ""
