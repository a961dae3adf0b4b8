"""The measurements run, on a world too small to measure anything: every question is answered as
plain SQL answers it, and what is too slow or answered otherwise is said."""

import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from casework.embedded_ground import PROJECT
from tests.browser.site import environment_of, own_database

SCALE = 50


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with own_database("bench") as database:
        yield database


def bench(database: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bench", *map(str, arguments)], cwd=PROJECT, text=True,
        env=environment_of(database), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def one(database: str, query: str) -> object:
    with psycopg.connect(database) as connection:
        return connection.execute(query).fetchone()[0]


def test_every_question_is_answered_as_plain_sql_answers_it(database: str) -> None:
    said = bench(database, SCALE)
    lines = [line for line in said.stdout.splitlines() if line.endswith(("OK", "SLOW", "ANSWER"))]
    assert len(lines) > 15, said.stdout
    assert not [line for line in lines if line.endswith("OTHER ANSWER")], said.stdout
    slow = sum(line.endswith("TOO SLOW") for line in lines)
    assert f"{len(lines)} questions, {slow} of them not OK." in said.stdout
    assert said.returncode == bool(slow)


def test_the_world_is_kept_and_whole(database: str) -> None:
    """Ten entries a file, keys as the triggers would keep them, standings as they are reckoned."""
    assert "Writing" not in bench(database, SCALE, "no question has these words").stdout
    assert one(database, "SELECT count(*) FROM cases_case") == SCALE
    assert one(database, "SELECT count(*) FROM cases_statusentry") == 10 * SCALE
    for table in ("cases_case", "cases_person", "sources_source", "sources_citation"):
        assert one(
            database,
            f"WITH kept AS (SELECT id, reader_keys FROM {table}),"
            f" anew AS (UPDATE {table} SET reader_keys = '{{}}' RETURNING id, reader_keys)"
            " SELECT count(*) FROM kept JOIN anew USING (id)"
            " WHERE kept.reader_keys <> anew.reader_keys",
        ) == 0, table  # fmt: skip


def test_a_database_with_anything_else_in_it_is_left_alone() -> None:
    with own_database("bench") as database:
        with psycopg.connect(database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        said = bench(database, SCALE)
        assert said.returncode == 1
        assert "holds something else" in said.stdout
        assert one(database, "SELECT one FROM kept") == 1


def test_without_a_number_of_files_it_says_what_it_wants(database: str) -> None:
    said = bench(database)
    assert said.returncode == 2
    assert said.stdout.startswith("Usage:")
