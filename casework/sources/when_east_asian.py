"""Korean and Chinese dates, put into the plain English that the grammar reads.

"2008년 3월 초" becomes "part of march 2008", "2008年3月18日至20日" becomes "from 18 march 2008 to
20 march 2008". Only the order of things and a few words change; nothing is worked out here, but
for the years of eras that the writer has put beside the common ones.
"""

import re
from itertools import pairwise

from casework.sources.when_east_asian_words import (
    AGO,
    FINER,
    FROM_THE_SOURCE,
    LEADS,
    SEASON,
    TAILS,
    TIME_OF_DAY,
    UNITS,
    WEEKDAY,
    WEEKDAY_SIGNS,
    WHICH,
)
from casework.sources.when_eras import common_years
from casework.sources.when_shapes import MONTHS, WEEKDAYS

_ASIAN = re.compile(r"[\u3007\u3400-\u9fff\uac00-\ud7a3]")
_DOTTED_RANGE = re.compile(r"[0-9]{4}\..*~.*[0-9]")

_DIGITS = dict(zip("〇零○一二两兩三四五六七八九", "00012223456789", strict=True))
_TENS = {"十": 10, "廿": 20, "卅": 30}
_NUMERAL = re.compile(rf"[{''.join(_DIGITS)}{''.join(_TENS)}]+(?=年|个?月|[日号號旬])")
_HAN = "一二三四五六七八九"
_UNIT = "(?P<unit>[月日号號])"
_NEIGHBOURS = re.compile(
    rf"(?<![{''.join(_DIGITS)}{''.join(_TENS)}0-9])"
    rf"(?=(?:{'|'.join(map(''.join, pairwise(_HAN)))}))(?P<a>.)(?P<b>.){_UNIT}"
)
_ENUMERATED = re.compile(
    rf"(?P<a>[0-9]{{1,2}}|[{_HAN}十]+) ?、 ?(?P<b>[0-9]{{1,2}}|[{_HAN}十]+) ?{_UNIT}"
)
_ONE_OF_TWO = r"\g<a>\g<unit>或\g<b>\g<unit>"
_JANUARY = re.compile(r"(?<=年)元月")

_COMMON_CALENDAR = re.compile(r"서기|서력|양력|西元(?!前)|公元(?!前)|公[历曆]|阳历|陽曆")
_DECADE = re.compile(r"([0-9]{3})0(?:년대|年代)")
_CENTURY_DECADE = re.compile(r"([0-9]{2})(?:세기|世[纪紀]) ?([0-9])0(?:년대|年代)")

_PARTS_OF_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4}) ?[년年])? ?(?:(?P<month>[0-9]{1,2}) ?[월月])?"
    r"(?: ?(?P<day>[0-9]{1,2}) ?[일日号號])?(?: ?(?P<bare>[0-9]{1,4}))?"
)
_NUMBERS = re.compile(
    r"(?P<year>[0-9]{4})(?:[-./] ?(?P<month>[0-9]{1,2}))?(?:[-./] ?(?P<day>[0-9]{1,2}))?\.?"
)

_SINCE_THEN = re.compile(r" ?~$")
_UNTIL_THEN = re.compile(r"^~ ?")
_RANGE = re.compile(
    r"(?:[自从從由] ?)?(?P<a>.+?) ?(?:~|[-–]|至|到|부터|에서) ?(?P<b>.+?)"
    r"(?: ?(?:까지|为止|為止|止))?"
)
_BETWEEN = re.compile(
    r"(?:在 ?)?(?P<a>.+?) ?(?:에서|[와과]|~|和|与|與|到|至) ?(?P<b>.+?) ?(?:사이에?|之[间間])"
)
_OR = re.compile(r" ?(?:또는|혹은|이?나(?= ?[0-9])|或者?|还是|還是) ?")


def in_english(said: str) -> tuple[str, ...]:
    """What a plain text may mean in the words of the grammar; none if it cannot be put so.

    A text without a Korean or Chinese sign is its own only meaning. Two meanings are a question
    to the writer. Raises UnreadableDate where an era and a common year contradict each other.
    """
    return tuple(english for text in _told_apart(said) for english in _in_english(text))


def _told_apart(said: str) -> tuple[str, ...]:
    """三四月 and 3、4月 as 3月或4月; 一二月, which is December as well, as both."""
    said = _ENUMERATED.sub(_ONE_OF_TWO, said)
    found = _NEIGHBOURS.search(said)
    if found is None:
        return (said,)
    either = _NEIGHBOURS.sub(_ONE_OF_TWO, said)
    as_number = int(_number(found["a"] + found["b"]))
    return (said, either) if as_number <= (12 if found["unit"] == "月" else 31) else (either,)


def _in_english(said: str) -> tuple[str, ...]:
    text = common_years(_arabic(said))
    if not _ASIAN.search(text):
        return (_range(text) or text,) if _DOTTED_RANGE.fullmatch(text) else (text,)
    text = _COMMON_CALENDAR.sub("", text).strip(" .")
    text = _CENTURY_DECADE.sub(lambda found: f"{int(found[1]) - 1}{found[2]}0s", text)
    text = _DECADE.sub(r"\g<1>0s", text)
    if _SINCE_THEN.search(text) or _UNTIL_THEN.search(text):
        word = "since" if _SINCE_THEN.search(text) else "until"
        dates = _single(text.strip(" ~"))
        return (f"{word} {dates}", f"about {dates}") if dates else ()
    english = _relative(text) or _between(text) or _either(text) or _single(text) or _range(text)
    return (english,) if english else ()


def names_an_hour(said: str) -> bool:
    """True when the plain text ends in a time of day: 오후 3시, 下午3时."""
    found = TIME_OF_DAY.search(said)
    return found is not None and re.search("[시時时點点]", found[0]) is not None


def _arabic(said: str) -> str:
    """Han numerals before a unit of the calendar as digits: 三月二十日, 3月20日."""
    return _NUMERAL.sub(lambda found: _number(found[0]), _JANUARY.sub("1月", said))


def _number(numeral: str) -> str:
    found = re.fullmatch(r"([一二三]?)([十廿卅])([一二三四五六七八九]?)", numeral)
    if found is None:
        return "".join(_DIGITS.get(sign, sign) for sign in numeral)
    tens = _TENS[found[2]] * int(_DIGITS.get(found[1], "1"))
    return str(tens + int(_DIGITS.get(found[3], "0")))


def _relative(text: str) -> str:
    """A weekday, or a date told from that of the source: 지난 화요일, 去年3月, 3일 전."""
    which, weekday = _without_weekday(f"- {text.removesuffix('에')}")
    if weekday and which[1:].strip() in WHICH:
        return f"{WHICH[which[1:].strip()]} {weekday}".strip()
    ago = AGO.fullmatch(text)
    if ago:
        return f"{ago['count']} {UNITS[ago['unit']]}s ago"
    for pattern, english in FROM_THE_SOURCE:
        found = pattern.match(text)
        rest = text[found.end() :].strip() if found else ""
        if found and rest.removesuffix("에"):
            day = re.fullmatch(r"([0-9]{1,2}) ?[일日号號]에?", rest)
            date = day[1] if day else "part of" if FINER.fullmatch(rest) else _single(rest)
            words = (english, date) if english == "last" else (date, english)
            return " ".join(words) if date else ""
        if found:
            return english
    return ""


def _either(text: str) -> str:
    first, *others = _OR.split(text)
    if len(others) != 1:
        return ""
    ends = _ends(first, others[0])
    return " or ".join(ends) if ends else ""


def _between(text: str) -> str:
    found = _BETWEEN.fullmatch(text)
    ends = found and _ends(found["a"], found["b"])
    return "between {} and {}".format(*ends) if ends else ""


def _range(text: str) -> str:
    found = _RANGE.fullmatch(text)
    ends = found and _ends(found["a"], found["b"])
    return "from {} to {}".format(*ends) if ends else ""


def _ends(a: str, b: str) -> tuple[str, str] | None:
    """Two dates in English, the second completed by the first: 3월 18일~20일, 3~5월."""
    first, last = _bare(a), _bare(b)
    if first and last:
        left, right = _parts(first[1]), _parts(last[1])
        if left and right:
            _share(left, right)
            texts = _named(left), _named(right)
            if all(texts):
                return first[0].format(texts[0]), last[0].format(texts[1])
    return None


def _bare(text: str) -> tuple[str, str] | None:
    """(words around a date with {} in its place, the date), None where there are other words."""
    words: list[str] = []
    text, weekday = _without_weekday(TIME_OF_DAY.sub("", text.strip()))
    length = len(text) + 1
    while len(text) < length:
        length = len(text)
        for pattern, meaning in (*TAILS, *LEADS):
            found = pattern.search(text)
            if found and len(found[0]) < len(text):
                text = text[: found.start()] + text[found.end() :]
                words.append(meaning)
                break
    text, after = _without_weekday(text)
    season, finer = SEASON.search(text), FINER.search(text)
    if season:
        words.insert(0, season.lastgroup or "")
        text = text[: season.start()]
    elif finer:
        words.insert(0, "part of")
        text = text[: finer.start()]
    ordered = _in_order([*words, weekday or after])
    return None if ordered is None else (f"{ordered} {{}}".strip(), text.strip())


def _without_weekday(text: str) -> tuple[str, str]:
    found = WEEKDAY.search(text)
    if found is None or not (found.end() == len(text) and found.start()):
        return text, ""
    sign = found["short"] or found["korean"] or found["chinese"] or found["japanese"] or ""
    sign = "日" if sign == "天" else sign
    number = next(signs.index(sign) for signs in WEEKDAY_SIGNS.values() if sign in signs)
    return text[: found.start()], WEEKDAYS[number]


_PLACES = ("on or before", "before", "since", "after", "until")
_LIKELIHOODS = ("possibly", "about")


def _in_order(words: list[str]) -> str | None:
    """The words as English orders them; None where two of them contradict each other."""
    said = dict.fromkeys(word for word in words if word)
    places = [word for word in said if word in _PLACES]
    if set(places) == {"before", "until"}:
        places = ["before"]
    if len(places) > 1:
        return None
    doubts = [word for word in _LIKELIHOODS if word in said]
    rest = [word for word in said if word not in (*_PLACES, *_LIKELIHOODS)]
    return " ".join([*places, *doubts, *rest])


def _single(text: str) -> str:
    """One date with the words around it."""
    found = _bare(text)
    parts = found and _parts(found[1])
    name = parts and "bare" not in parts and _named(parts)
    return found[0].format(name) if name else ""


def _parts(text: str) -> dict[str, str] | None:
    if re.fullmatch(r"[0-9]{3}0s", text):
        return {"decade": text}
    for pattern in (_NUMBERS, _PARTS_OF_DATE):
        found = pattern.fullmatch(text)
        if found and text:
            return {name: value for name, value in found.groupdict().items() if value}
    return None


def _share(left: dict[str, str], right: dict[str, str]) -> None:
    """What one date has and the other lacks: a unit for a bare number, the larger units."""
    units = ("year", "month", "day")
    for parts, other in ((left, right), (right, left)):
        if "bare" in parts:
            free = [unit for unit in units if unit in other and unit not in parts]
            if free:
                parts[free[0] if parts is left else free[-1]] = parts.pop("bare")
    for unit, smaller in (("year", {"month", "day"}), ("month", {"day"})):
        if unit in left and unit not in right and smaller & right.keys():
            right[unit] = left[unit]
        if unit in right and unit not in left and smaller & left.keys() and unit == "year":
            left[unit] = right[unit]


def _named(parts: dict[str, str]) -> str:
    """20 march 2008; empty where the parts make no date."""
    year, month, day = (parts.get(unit, "") for unit in ("year", "month", "day"))
    if "bare" in parts or (day and not month):
        return ""
    if "decade" in parts or not month:
        return parts.get("decade", year)
    if not 1 <= int(month) <= 12:
        return f"{year}-{int(month):02}" if year else ""
    return f"{day} {MONTHS[int(month) - 1]} {year}".strip()
