"""Dates for property tests: any string that a column may hold, and any text that is typed."""

from datetime import date

from hypothesis import strategies as st

from casework.sources.when import from_edtf

# Few years, so that dates meet and overlap; all years where only one date is looked at.
years = st.integers(1000, 2999)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
near_days = st.dates(date(2007, 1, 1), date(2009, 12, 31))


def plain_dates(of_days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    return st.one_of(
        of_days.map(date.isoformat),
        of_days.map(lambda day: day.isoformat()[:7]),
        of_days.map(lambda day: day.isoformat()[:4]),
        of_days.map(lambda day: day.isoformat()[:7] + "-XX"),
        of_days.map(lambda day: day.isoformat()[:4] + "-XX"),
        of_days.map(lambda day: day.isoformat()[:3] + "X"),
        of_days.map(lambda day: day.isoformat()[:2] + "XX"),
    )


def seasons(of_days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    return of_days.map(lambda day: f"{day.year}-{21 + day.month % 4}")


@st.composite
def strings(draw: st.DrawFn, of_days: st.SearchStrategy[date] = days) -> str:
    """Any string of the subset."""
    point = st.builds(
        str.__add__,
        st.one_of(plain_dates(of_days), seasons(of_days)),
        st.sampled_from(["", "", "", "?", "~", "%"]),
    )
    a, b = draw(point), draw(point)
    shapes = [a, f"{a}/..", f"../{a}", f"{a}/", f"/{a}", f"[{a},{b}]"]
    if from_edtf(a).earliest <= from_edtf(b).latest:
        shapes += [f"{a}/{b}", f"[{a}..{b}]"]
    return draw(st.sampled_from(shapes))


whens = st.one_of(strings(near_days).map(from_edtf), near_days.map(date.isoformat).map(from_edtf))


pieces = st.one_of(
    st.integers(0, 3100).map(str),
    st.integers(1, 31).map("{:02}".format),
    st.sampled_from(
        [
            *("January", "feb", "Mar.", "april", "May", "sept", "winter", "summer", "Friday"),
            *("2008", "2009", "2005-12", "1990s", "3월", "20일", "2008年", "1st", "20th"),
            *("since", "until", "or", "and", "between", "from", "to", "the", "on", "in", "a"),
            *("early", "mid-", "late", "about", "possibly", "before", "more than a year before"),
            *("Tuesday", "last", "yesterday", "ago", "month", "week of", "morning of", "for"),
            *(
                "초",
                "말",
                "경",
                "이전",
                "부터",
                "까지",
                "또는",
                "사이",
                "지난",
                "화요일",
                "오후 3시",
            ),
            *(
                "三月",
                "二十日",
                "初",
                "中旬",
                "以前",
                "前后",
                "至",
                "或",
                "上周二",
                "去年",
                "民國",
                "주체",
            ),
            *("[", "]", "..", "/", "-", "–", "~", "?", "%", ".", ",", "X"),
        ]
    ),
)
# Half of it noise, half of it dates in the shapes people use, whole or cut short and put together.
shapes = st.builds(
    lambda day, shape: shape.format(day=day, d=day.day, m=day.month, y=day.year),
    near_days,
    st.sampled_from(
        [
            *(
                "{d} {day:%B} {y}",
                "{day:%B} {d}, {y}",
                "{day:%b}. {y}",
                "{d} {day:%B}",
                "{day:%B}",
            ),
            *("{d}/{m}/{y}", "{d}.{m}.{y}", "{y}. {m}. {d}.", "{y}년 {m}월 {d}일", "{y}年{m}月"),
            *(
                "{y}",
                "{d}",
                "early {day:%B} {y}",
                "about {day:%B} {d} {y}",
                "{day:%A, %B} {d}, {y}",
            ),
            *(
                "{y}년 {m}월 {d}일 이전",
                "{y}년 {m}월 초",
                "{m}월 {d}일",
                "{y}年{m}月底",
                "{m}月{d}日",
            ),
            *("{y}{m:02}{d:02}", "{d}/{m}/{day:%y}", "{day:%b} {day:%y}", "{day:%A}", "Q1 {y}"),
            *(
                "{y}-{m:02}-{d:02}T10:30",
                "{d} {day:%B} {y} ({day:%A})",
                "week of {d} {day:%B} {y}",
            ),
            *("two days after {d} {day:%B} {y}", "{y}-{m:02}-{d:02}", "{d:02}-{m:02}-{y}?"),
        ]
    ),
)
joined = st.builds(
    "{} {} {} {}".format,
    st.sampled_from(["", "since", "between", "from", "after", "by", "possibly"]),
    shapes,
    st.sampled_from(["–", "-", "to", "and", "or", "and before"]),
    shapes,
)
noise = st.builds(str.join, st.sampled_from(["", " ", " ", " "]), st.lists(pieces, max_size=9))
typed = st.one_of(shapes, joined, noise)

# Text of any script: Hangul whole and in parts, Han, digits of every people, signs, letters.
written = st.text(
    st.one_of(
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.sampled_from(
            "〇零一二三四五六七八九十廿卅元年月日号號旬初中底末前后以之至到或周星期天民國주체년월일전후"
        ),
        st.characters(categories=["Nd", "Nl", "No"]),
        st.sampled_from("0123456789 -–/.,~?()[]X’'"),
        st.characters(),
    ),
    max_size=60,
)
