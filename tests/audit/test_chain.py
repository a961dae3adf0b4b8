"""The chain of hashes: whatever is done to a sealed trail is found, with an anchor all of it."""

import random
from collections.abc import Callable
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from casework.audit.chain import BEGINNING, Anchor, Flaw, head, verify
from casework.audit.deeds import Deed
from casework.audit.models import Seal
from casework.audit.trail import record
from tests.audit.sealing import disarm, run, seal_now
from tests.cast import Cast

TAMPERINGS = 1_000
RECHAIN = """
DO $$
DECLARE link audit_seal; before text; own text; n bigint := {start} - 1;
BEGIN
    SELECT coalesce((SELECT hash FROM audit_seal WHERE seq = n), repeat('0', 64)) INTO before;
    FOR link IN SELECT * FROM audit_seal WHERE seq >= {start} ORDER BY seq LOOP
        n := n + 1;
        SELECT encode(sha256(convert_to(before || audit_canonical(e), 'UTF8')), 'hex') INTO own
        FROM audit_event e WHERE e.id = link.event_id;
        UPDATE audit_seal SET seq = n, prev = before, hash = own WHERE seq = link.seq;
        before := own;
    END LOOP;
END $$;
"""

pytestmark = pytest.mark.django_db


# ---- A whole chain ------------------------------------------------------------------------------


def test_events_are_sealed_when_their_transaction_commits(cast: Cast) -> None:
    assert head() == Anchor(0, BEGINNING)
    record(cast.mara, Deed.SEARCHED, hits=3)
    assert verify().flaw == Flaw.UNSEALED
    seal_now()
    assert (verify().flaw, verify().whole, head().seq) == (None, 1, 1)


def test_a_whole_chain_is_whole_with_and_without_its_anchor(chain: int) -> None:
    anchor = head()
    assert (verify().flaw, verify(anchor).flaw, anchor.seq) == (None, None, chain)
    record(None, Deed.SEARCHED, hits=1)
    seal_now()
    assert verify(anchor).flaw is None
    assert head().seq == chain + 1


def test_python_writes_each_event_as_the_database_does(cast: Cast) -> None:
    """Quotes, backslashes, letters beyond ASCII and control characters in every text column."""
    odd = 'a "b" \\ c / é 名 \u2028 \x07 \x7f \n\t'
    run(
        "INSERT INTO audit_event (deed, object_type, session, why, detail) "
        "VALUES (%s, %s, %s, %s, jsonb_build_object(%s::text, %s::text, 'zz', 1.50, 'é', null))",
        odd, odd, odd[:16], odd, odd, odd,
    )  # fmt: skip
    seal_now()
    assert verify().flaw is None


def test_what_was_recorded_before_there_were_seals_is_chained_by_the_migration(chain: int) -> None:
    before = head()
    disarm()
    run("DELETE FROM audit_seal")
    run(import_module("casework.audit.migrations.0004_chain").SEAL_THE_PAST)
    assert head() == before
    assert (verify(before).flaw, verify().whole) == (None, chain)


# ---- What the database refuses ------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_seal VALUES (999, '', '', NULL)",
        "UPDATE audit_seal SET hash = prev",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
        "UPDATE audit_event SET why = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
    ],
)
def test_seals_and_events_are_written_by_nobody_else(chain: int, statement: str) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="only grows|by the database"), transaction.atomic():
        run(statement)


def test_the_application_cannot_write_a_seal(chain: int) -> None:
    with pytest.raises(IntegrityError, match="by the database"), transaction.atomic():
        Seal.objects.create(seq=999, prev=BEGINNING, hash=BEGINNING)


# ---- Tampering ----------------------------------------------------------------------------------

Tamper = Callable[[random.Random, int], str]


def pick(chance: random.Random, last: int, many: int = 1) -> list[int]:
    return sorted(chance.sample(range(1, last + 1), many))


def of_seals(seqs: list[int]) -> str:
    numbers = ", ".join(map(str, seqs))
    return f"(SELECT event_id FROM audit_seal WHERE seq IN ({numbers}))"


def edit_a_column(chance: random.Random, last: int) -> str:
    change = chance.choice(
        [
            "at = at + interval '1 microsecond'", "at = 'infinity'", "actor_id = NULL",
            "actor_id = (SELECT max(id) FROM accounts_user WHERE id <> coalesce(actor_id, 0))",
            "deed = deed || '_'",
            "deed = ''", "object_type = 'cases.Case'", "object_id = coalesce(object_id, 0) + 1",
            "session = 'ffffffffffffffff'", "why = ''", "why = 'retraction'",
            "detail = detail || '{\"n\": -1}'", "detail = detail - 'fields'", "detail = '{}'",
            "detail = jsonb_set(detail, '{n}', to_jsonb((detail->>'n') || ''))",
        ]
    )  # fmt: skip
    where = " AND actor_id IS NOT NULL" if change == "actor_id = NULL" else ""
    many = last if where else chance.randint(1, 3)
    return (
        f"UPDATE audit_event SET {change} WHERE id IN {of_seals(pick(chance, last, many))}{where}"
    )


def delete_events(chance: random.Random, last: int) -> str:
    return (
        f"DELETE FROM audit_event WHERE id IN {of_seals(pick(chance, last, chance.randint(1, 4)))}"
    )


def delete_with_seals(chance: random.Random, last: int) -> str:
    """Events and their seals; what follows is numbered anew, but not chained anew."""
    seqs = pick(chance, last - 1, chance.randint(1, 4))
    numbers = ", ".join(map(str, seqs))
    renumbered = "; ".join(
        f"UPDATE audit_seal SET seq = seq - 1 WHERE seq = {n}"
        for gap in reversed(seqs) for n in range(gap + 1, last + 1)
    )  # fmt: skip
    return (
        f"DELETE FROM audit_event WHERE id IN {of_seals(seqs)};"
        f"DELETE FROM audit_seal WHERE seq IN ({numbers})"
        + (f"; {renumbered}" if chance.random() < 0.5 and len(seqs) == 1 else "")
    )


def swap_events(chance: random.Random, last: int) -> str:
    one, other = pick(chance, last, 2)
    return (
        f"UPDATE audit_seal s SET event_id = -o.event_id FROM audit_seal o"
        f" WHERE (s.seq, o.seq) IN (({one}, {other}), ({other}, {one}));"
        f"UPDATE audit_seal SET event_id = -event_id WHERE event_id < 0"
    )


def swap_seals(chance: random.Random, last: int) -> str:
    one, other = pick(chance, last, 2)
    return (
        f"UPDATE audit_seal SET seq = -seq WHERE seq IN ({one}, {other});"
        f"UPDATE audit_seal SET seq = {one} WHERE seq = -{other};"
        f"UPDATE audit_seal SET seq = {other} WHERE seq = -{one}"
    )


def insert_again(chance: random.Random, last: int) -> str:
    """A deleted event comes back under a new number, sealed in the old one's place or not."""
    (seq,) = pick(chance, last)
    columns = "at, actor_id, deed, object_type, object_id, session, why, detail"
    follow = (
        f"UPDATE audit_seal SET event_id = (SELECT max(id) FROM audit_event) WHERE seq = {seq}"
    )
    return (
        f"INSERT INTO audit_event ({columns})"
        f" SELECT {columns} FROM audit_event WHERE id IN {of_seals([seq])};"
        f"DELETE FROM audit_event WHERE id IN {of_seals([seq])};"
        + (follow if chance.random() < 0.5 else "")
    )


def slip_in(chance: random.Random, last: int) -> str:
    columns = "deed, object_type, session, why, detail"
    return f"INSERT INTO audit_event ({columns}) VALUES ('x', '', '', '', '{{}}')"


def cut_tail(chance: random.Random, last: int) -> str:
    (seq,) = pick(chance, last)
    return (
        "DELETE FROM audit_event"
        f" WHERE id IN (SELECT event_id FROM audit_seal WHERE seq >= {seq});"
        f"DELETE FROM audit_seal WHERE seq >= {seq}"
    )


def rechain_tail(chance: random.Random, last: int) -> str:
    """The hardest: something is changed, and every seal from there on is made anew, rightly."""
    (seq,) = pick(chance, last)
    change = chance.choice(
        [
            f"UPDATE audit_event SET deed = 'x' WHERE id IN {of_seals([seq])}",
            f"DELETE FROM audit_event WHERE id IN {of_seals([seq])};"
            f"DELETE FROM audit_seal WHERE seq = {seq}",
            f"UPDATE audit_event SET actor_id = (SELECT min(id) FROM accounts_user), why = 'x'"
            f" WHERE id IN {of_seals([seq])}",
        ]
    )
    return f"{change};{RECHAIN.format(start=seq)}"


def edit_a_seal(chance: random.Random, last: int) -> str:
    (seq,) = pick(chance, last)
    change = chance.choice(
        [
            "hash = repeat('a', 64)", "prev = repeat('b', 64)", "seq = seq + 1000",
            "event_id = NULL", "hash = overlay(hash placing '-' from 7)",
            "prev = hash, hash = prev",
        ]
    )  # fmt: skip
    return f"UPDATE audit_seal SET {change} WHERE seq = {seq}"


def delete_seals(chance: random.Random, last: int) -> str:
    numbers = ", ".join(map(str, pick(chance, last, chance.randint(1, 4))))
    return f"DELETE FROM audit_seal WHERE seq IN ({numbers})"


WAYS: list[Tamper] = [
    edit_a_column, delete_events, delete_with_seals, swap_events, swap_seals, insert_again,
    slip_in, cut_tail, rechain_tail, edit_a_seal, delete_seals,
]  # fmt: skip


def test_of_a_thousand_tamperings_each_is_found_with_the_anchor(chain: int) -> None:
    anchor, chance, missed = head(), random.Random(17), []
    disarm()
    for number in range(TAMPERINGS):
        way = WAYS[number % len(WAYS)]
        statement = way(chance, chain)
        mark = transaction.savepoint()
        with connection.cursor() as cursor:
            cursor.execute(statement)
        if verify(anchor).flaw is None:
            missed.append((way.__name__, statement))
        transaction.savepoint_rollback(mark)
    assert missed == []
    assert verify(anchor).flaw is None


@pytest.mark.parametrize("way", [cut_tail, rechain_tail])
def test_a_new_end_is_found_with_an_anchor_only(chain: int, way: Tamper) -> None:
    """So anchors must be kept where whoever owns the database cannot write."""
    anchor = head()
    disarm()
    run(way(random.Random(3), chain))
    assert verify().flaw is None
    assert verify(anchor).flaw in {Flaw.CUT, Flaw.REWRITTEN}


@pytest.mark.parametrize(
    ("statement", "flaw", "place"),
    [
        ("UPDATE audit_event SET why = '' WHERE detail->>'n' = '6'", Flaw.CHANGED, 7),
        ("DELETE FROM audit_event WHERE detail->>'n' IN ('6', '7')", Flaw.MISSING, 7),
        ("DELETE FROM audit_event WHERE detail->>'n' = '23'", Flaw.MISSING, 24),
        ("UPDATE audit_seal SET prev = hash WHERE seq = 7", Flaw.OUT_OF_ORDER, 7),
        ("DELETE FROM audit_seal WHERE seq = 7", Flaw.MISSING, 7),
        ("DELETE FROM audit_seal WHERE seq > 22", Flaw.UNSEALED, None),
        ("DELETE FROM audit_seal WHERE seq > 22; DELETE FROM audit_event"
         " WHERE (detail->>'n')::int >= 22", Flaw.CUT, 22),
    ],
)  # fmt: skip
def test_the_first_wrong_place_is_said_with_what_is_wrong(
    chain: int, statement: str, flaw: Flaw, place: int | None
) -> None:
    anchor = head()
    disarm()
    run(statement)
    found = verify(anchor)
    assert found.flaw == flaw
    assert place in {None, found.place}


# ---- The commands -------------------------------------------------------------------------------


def test_an_anchor_is_printed_and_verified(chain: int, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_anchor")
    anchor = capsys.readouterr().out.strip()
    call_command("audit_verify", anchor=anchor)
    assert f"Head {anchor}" in capsys.readouterr().out
    call_command("audit_verify")
    assert "No anchor was given" in capsys.readouterr().out


def test_a_broken_chain_ends_the_command_with_one(
    chain: int, capsys: pytest.CaptureFixture[str]
) -> None:
    disarm()
    run("UPDATE audit_event SET deed = 'x' WHERE detail->>'n' = '6'")
    with pytest.raises(SystemExit) as end:
        call_command("audit_verify")
    assert end.value.code == 1
    assert "Wrong at 7: changed" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "7", "7:abc", "x:" + "0" * 64, "7:" + "0" * 65])
def test_what_is_no_anchor_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        Anchor.read(text)
    if text:
        with pytest.raises(CommandError, match="64 hexadecimal digits"):
            call_command("audit_verify", anchor=text)
