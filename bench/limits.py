"""Where people stand, in plain SQL: the least that the database must do to answer.

Written apart from the product's own wording, so that the two can disagree.
"""

# The latest of each subject of a file `c`, of the entries that hold and that nothing replaces.
OF_A_FILE = """
    SELECT DISTINCT ON (e.part_id, e.person_id, CASE WHEN e.count > 0 THEN e.id END)
        e.id AS entry_id, e.value
    FROM cases_statusentry e
    WHERE e.case_id = c.id AND e.axis = 'situation' AND e.confirmed_at IS NOT NULL
        AND e.reason <> 'retraction' AND {holds} AND {known_e}
        AND NOT EXISTS (
            SELECT FROM cases_statusentry r
            WHERE r.corrects_id = e.id AND r.confirmed_at IS NOT NULL AND {known_r}
                AND NOT EXISTS (
                    SELECT FROM cases_statusentry w
                    WHERE w.corrects_id = r.id AND w.reason = 'retraction'
                        AND w.confirmed_at IS NOT NULL AND {known_w}))
    ORDER BY e.part_id, e.person_id, CASE WHEN e.count > 0 THEN e.id END,
        e.begun DESC, e.known_on DESC, e.id DESC
"""
HOLDS = "e.begun <= %(on)s AND (e.until_latest IS NULL OR e.until_latest >= %(on)s)"
# By the record where the file was open on the day of knowledge, else by what is told since.
KNOWN = """(CASE WHEN c.recorded_at < %(known_until)s
    THEN greatest({row}.recorded_at, {row}.confirmed_at) < %(known_until)s
    ELSE {row}.known_on <= %(known_on)s END)"""


def past(*, on: bool = True, known: bool = False) -> str:
    """Standings of the file `c`; its values are `on`, `known_on` and `known_until`."""
    said = {row: KNOWN.format(row=row) if known else "true" for row in "erw"}
    return OF_A_FILE.format(
        holds=HOLDS if on else "true", known_e=said["e"], known_r=said["r"], known_w=said["w"]
    )


def stood(standings: str) -> str:
    """Condition on a file `c`: somebody stands so."""
    return f"EXISTS (SELECT FROM ({standings}) s WHERE s.value = %(value)s)"


def of_page(standings: str) -> str:
    return f"""
        SELECT c.id, s.value FROM cases_case c, LATERAL ({standings}) s
        WHERE c.id = ANY(%(page)s)"""


def listed(condition: str) -> str:
    """Fifty files of which it is true."""
    return f"""
        SELECT c.id FROM cases_case c WHERE c.reader_keys && %(keys)s AND {condition}
        ORDER BY c.changed_at DESC, c.id DESC LIMIT 50"""


def counted(condition: str) -> str:
    """How many files."""
    return f"SELECT count(*) FROM cases_case c WHERE c.reader_keys && %(keys)s AND {condition}"


def by_situation(standings: str, condition: str = "true") -> str:
    """How many files under each situation."""
    return f"""
        SELECT s.value, count(DISTINCT c.id) FROM cases_case c, LATERAL ({standings}) s
        WHERE c.reader_keys && %(keys)s AND {condition} GROUP BY 1"""


# What the database keeps of today: one row for each subject.
NOW = """
    SELECT value FROM cases_currentstanding k WHERE k.case_id = c.id AND k.axis = 'situation'"""
STANDS_NOW = """c.id IN (
    SELECT case_id FROM cases_currentstanding WHERE axis = 'situation' AND value = %(value)s)"""

# Without thinking: the history of all files is ranked first, and looked into afterwards.
WINDOW = """
    SELECT case_id, value FROM (
        SELECT e.case_id, e.value, row_number() OVER (
            PARTITION BY e.case_id, e.part_id, e.person_id, CASE WHEN e.count > 0 THEN e.id END
            ORDER BY coalesce(e.since_earliest, e.since_latest, e.known_on) DESC,
                e.known_on DESC, e.id DESC) AS place
        FROM cases_statusentry e JOIN LATERAL (
            SELECT decision FROM cases_review WHERE entry_id = e.id ORDER BY id DESC LIMIT 1
        ) r ON r.decision = 'confirmed'
        WHERE e.axis = 'situation' AND e.reason <> 'retraction' AND {holds}
            AND e.id NOT IN (SELECT corrects_id FROM cases_statusentry WHERE corrects_id > 0)
    ) ranked WHERE place = 1"""
