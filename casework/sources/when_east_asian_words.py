"""Korean and Chinese words around a date, and what they are in the English of the grammar.

Tables only; they are put to use in when_east_asian.py. Words as they stand in reports: Hangul,
simplified and traditional signs, and the Japanese weekdays that stand in brackets.
"""

import re

WEEKDAY = re.compile(
    r" ?(?:\(? ?(?:(?:星期|[周週]|[礼禮]拜)(?P<chinese>[一二三四五六日天])|"
    r"(?P<korean>[월화수목금토일])요일|(?P<japanese>[月火水木金土日])曜日?) ?\)?|"
    r"\((?P<short>[월화수목금토일月火水木金土])\))"
)
WEEKDAY_SIGNS = {
    "chinese": "一二三四五六日",
    "korean": "월화수목금토일",
    "japanese": "月火水木金土日",
}

_HOUR = r"(?: ?[0-9]{1,2} ?[시時时点點](?: ?(?:[0-9]{1,2} ?[분分]|반|半))?(?: ?[쯤경])?)"
TIMES_OF_DAY = (
    "새벽|아침|오전|정오|낮|오후|저녁|밤|자정|"
    "凌晨|清晨|早[上晨]|上午|中午|下午|傍晚|晚上?|深夜|夜[里裡]"
)
TIME_OF_DAY = re.compile(rf" ?(?:{TIMES_OF_DAY}){_HOUR}?에?$|(?<=[일日号號]){_HOUR}에?$")

# What follows a date; the first that fits, from the end, is taken off.
TAILS = tuple(
    (re.compile(rf" ?(?:{pattern})$"), meaning)
    for pattern, meaning in (
        (r"[(（]추정[)）]|추정", "possibly"),
        (r"전후|前[后後]|左右|上下|무렵|즈음|[경께쯤]", "about"),
        (r"이전(?:에|까지)?|以前", "on or before"),
        (r"전(?:에|까지)?|之前|前", "before"),
        (r"이후(?:에|로|부터)?|부터|이래로?|以[后後]|以[来來]|开始|開始|起", "since"),
        (r"후(?:에)?|之[后後]|[后後]", "after"),
        (r"까지|为止|為止|止", "until"),
        (r"중에?|동안|에는?|期[间間]|内|內|里|裡|間|间", ""),
    )
)
LEADS = tuple(
    (re.compile(rf"^(?:{pattern}) ?"), meaning)
    for pattern, meaning in (
        (r"大[约約]|大概|[约約]|대략|약", "about"),
        (r"可能是?|也许|也許|或许|或許|아마도?", "possibly"),
        (r"[自从從由]", "since"),
        (r"[在于於]", ""),
    )
)
_WEEK = (
    r"(?:첫|둘|셋|넷|다섯|마지막|[1-5])(?:째|번째)? ?주|第[1-5一二三四五] ?[个個]?(?:[周週]|星期)"
)
FINER_WORDS = (
    r"초[순반기]?|중[순반]|하순|상순|후반|말[경쯤엽]?|[상하]반기|[1-4]분기|"
    r"年?初期?|[上中下]旬|年?中[期叶葉]?|年?底|年?末期?|[上下]半[年月]|第?[1-4一二三四]季度|"
    rf"{_WEEK}"
)
FINER = re.compile(rf" ?(?:{FINER_WORDS})$")
SEASON = re.compile(
    r" ?(?:(?P<spring>봄|春[天季]?)|(?P<summer>여름|夏[天季]?)|(?P<autumn>가을|秋[天季]?)|"
    r"(?P<winter>겨울|冬[天季]?))$"
)
WHICH = {"": ""} | {
    word: english
    for english, words in (
        ("last", ("지난", "지난주", "지난 주", "저번 주", "上", "上个", "上個")),
        ("this", ("이번", "이번 주", "이번주", "本", "这", "这个", "這個")),
        ("next", ("다음", "다음 주", "다음주", "오는", "下", "下个", "下個")),
    )
    for word in words
}
UNITS = {
    sign: unit
    for unit, signs in (
        ("day", ("일", "天", "日")), ("week", ("주", "주일", "周", "週")),
        ("month", ("달", "개월", "个月", "個月")), ("year", ("년", "年")),
    )
    for sign in signs
}  # fmt: skip
# Not 97年前, which may mean before 1997.
AGO = re.compile(rf"(?P<count>[1-9]|[1-4][0-9]) ?(?P<unit>{'|'.join(UNITS)}) ?(?:전에?|之?前)")
FROM_THE_SOURCE = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"어제|昨[天日]", "yesterday"),
        (r"그저께|그제|前天", "the day before yesterday"),
        (r"오늘|今[天日]", "today"),
        (r"내일|明[天日]", "tomorrow"),
        (r"지난 ?달|上个?個?月", "last month"),
        (r"이번 ?달|이달|本月|[这這][个個]月", "this month"),
        (r"작년|지난 ?해|去年", "last year"),
        (r"지난(?= ?[0-9]{1,2} ?월)", "last"),
        (r"올해|금년|今年", "this year"),
    )
)
