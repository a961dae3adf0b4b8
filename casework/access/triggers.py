"""SQL for migrations: rows that only grow, and reader keys that the database keeps.

The keys of a case come from its teams, its named readers or all staff; a person, a source, a
citation or an action carries the union of the keys of its cases. policy.py says what they mean.
"""

REFUSE = """
CREATE FUNCTION casework_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This record only grows: % of % is refused. Write a correction instead.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
UNDO_REFUSE = "DROP FUNCTION casework_refuse();"


def append_only(table: str, *, but_for: str = "") -> tuple[str, str]:
    """(SQL, its reverse) that makes the database refuse UPDATE, DELETE and TRUNCATE of a table.

    `but_for` names a column that the database itself keeps and may change.
    """
    changed = (
        f"WHEN (to_jsonb(OLD) - '{but_for}' IS DISTINCT FROM to_jsonb(NEW) - '{but_for}')"
        if but_for
        else ""
    )
    return (
        f"""
CREATE TRIGGER only_grows BEFORE UPDATE ON {table}
    FOR EACH ROW {changed} EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER is_never_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
""",
        f"""
DROP TRIGGER only_grows ON {table};
DROP TRIGGER is_never_deleted ON {table};
DROP TRIGGER is_never_emptied ON {table};
""",
    )


def keys_follow_cases(
    table: str, link: str, column: str, open_if: str = "false"
) -> tuple[str, str]:
    """(SQL, its reverse) that keeps `table.reader_keys` as the union over its cases.

    `link` is the table with case_id and `column`; `open_if` is a condition on NEW under which all
    staff see the row. A row that hangs on no case yet is seen by whoever recorded it.
    """
    return (
        f"""
CREATE FUNCTION {table}_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT coalesce(array_agg(DISTINCT key ORDER BY key), '{{}}') INTO NEW.reader_keys
    FROM (
        SELECT unnest(c.reader_keys) AS key
        FROM {link} l JOIN cases_case c ON c.id = l.case_id WHERE l.{column} = NEW.id
        UNION SELECT 0 WHERE {open_if}
    ) keys;
    IF NEW.reader_keys = '{{}}' AND NOT EXISTS (SELECT 1 FROM {link} WHERE {column} = NEW.id) THEN
        NEW.reader_keys := ARRAY[2 * NEW.recorded_by_id + 1]::integer[];
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_reader_keys BEFORE INSERT OR UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_keys();

CREATE FUNCTION {link}_moves_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE {table} SET reader_keys = reader_keys WHERE id = OLD.{column};
    END IF;
    IF TG_OP <> 'DELETE' THEN
        -- A change of the case's own keys waits for this link, or this link for that change.
        PERFORM 1 FROM cases_case WHERE id = NEW.case_id FOR SHARE;
        UPDATE {table} SET reader_keys = reader_keys WHERE id = NEW.{column};
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER moves_reader_keys AFTER INSERT OR UPDATE OR DELETE ON {link}
    FOR EACH ROW EXECUTE FUNCTION {link}_moves_keys();

CREATE FUNCTION {table}_follows_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {table} SET reader_keys = reader_keys
    WHERE id IN (SELECT {column} FROM {link} WHERE case_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_follows AFTER UPDATE ON cases_case
    FOR EACH ROW WHEN (OLD.reader_keys IS DISTINCT FROM NEW.reader_keys)
    EXECUTE FUNCTION {table}_follows_case();
""",
        f"""
DROP TRIGGER {table}_follows ON cases_case;
DROP FUNCTION {table}_follows_case();
DROP TRIGGER moves_reader_keys ON {link};
DROP FUNCTION {link}_moves_keys();
DROP TRIGGER keeps_reader_keys ON {table};
DROP FUNCTION {table}_keys();
""",
    )
