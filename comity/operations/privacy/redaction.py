"""A book in, the same book without the people its owner keeps private out.

Private is who is of the circle *personal*, said or suggested by the data, whom the user never
wants to see, and who may be one of them by a question that is open. For such a reader
they are not there: views of the tables' own names leave them out, so no verb needs to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.schema import FACTS

if TYPE_CHECKING:
    from comity.book import Book

_TABLES = "memory.main"  # where the tables lie; a temporary view of the same name comes first

_DOUBTFUL = f"""
    SELECT l.person AS l, r.person AS r FROM {_TABLES}.question q
    JOIN {_TABLES}.identity l ON l.identity = q.left
    JOIN {_TABLES}.identity r ON r.identity = q.right
"""
_MINE = f"SELECT person FROM {_TABLES}.person WHERE is_me"
_IDENTITIES = f"""
    CREATE OR REPLACE TEMP TABLE hidden_identity AS SELECT identity, name
    FROM {_TABLES}.identity WHERE person IN (SELECT person FROM hidden_person)
    UNION SELECT identity, name FROM {_TABLES}.person
    WHERE person IN (SELECT person FROM hidden_person)
"""
# What they wrote or what is about them; and what reached nobody else but the owner.
_KEYS = f"""
    CREATE OR REPLACE TEMP TABLE hidden_key AS
    SELECT key FROM {_TABLES}.participant p LEFT JOIN {_TABLES}.identity i USING (identity)
    GROUP BY key HAVING bool_or(identity IN (SELECT identity FROM hidden_identity)
            AND role IN ('from', 'reply_to', 'organizer', 'subject', 'about'))
        OR (bool_or(identity IN (SELECT identity FROM hidden_identity)) AND NOT bool_or(
            i.kind = 'person' AND identity NOT IN (SELECT identity FROM hidden_identity)))
"""
_COLUMNS = """
    SELECT table_name AS name, list(column_name) AS columns FROM duckdb_columns()
    WHERE database_name = 'memory' AND schema_name = 'main' AND NOT internal GROUP BY 1
"""
_NOT_IN = {
    "person": "coalesce(person NOT IN (SELECT person FROM hidden_person), true)",
    "identity": "identity NOT IN (SELECT identity FROM hidden_identity)",
    "left": '"left" NOT IN (SELECT identity FROM hidden_identity)',
    "right": '"right" NOT IN (SELECT identity FROM hidden_identity)',
    "key": "key NOT IN (SELECT key FROM hidden_key)",
}


def redact(book: Book) -> None:
    """Cover every table that the book shows: whoever is private is in none of them."""
    book.db.execute("CREATE OR REPLACE TEMP TABLE hidden_person (person VARCHAR)")
    book.db.execute(
        "INSERT INTO hidden_person SELECT unnest(?::VARCHAR[])", [sorted(_private(book))]
    )
    book.db.execute(_IDENTITIES)
    tables = {one["name"]: set(one["columns"]) for one in book.rows(_COLUMNS)}
    if "participant" in tables:
        book.db.execute(_KEYS)
    for name, columns in tables.items():
        asked = (
            "person",
            "identity",
            "left",
            "right",
            *(("key",) if name in FACTS or "text" in columns else ()),
        )
        rules = [_NOT_IN[column] for column in asked if column in columns]
        if rules:
            book.db.execute(
                f"CREATE OR REPLACE TEMP VIEW {name} AS "
                f"SELECT * FROM {_TABLES}.{name} WHERE {' AND '.join(rules)}"
            )


def _private(book: Book) -> set[str]:
    """Return the persons of whom nothing is shown."""
    never, circle = _said(book)
    rows = book.rows(f"SELECT person, circle FROM {_TABLES}.circle")
    circles = {one["person"]: one["circle"] for one in rows} | circle
    found = {person for person, word in circles.items() if word == "personal"}
    found |= {person for person, word in never.items() if word}
    doubtful = book.rows(_DOUBTFUL)
    found |= {
        other
        for pair in doubtful
        for one, other in ((pair["l"], pair["r"]), (pair["r"], pair["l"]))
        if one in found
    }
    return found - {one["person"] for one in book.rows(_MINE)}


def _said(book: Book) -> tuple[dict[str, object], dict[str, object]]:
    """Return what the user said last of never and of circles; as of now, whenever one looks."""
    said = book.decisions.active("never", "circle")
    sql = f"SELECT identity, person FROM {_TABLES}.identity WHERE identity IN (SELECT unnest(?))"
    rows = book.rows(sql, [sorted({one.identity for one in said})]) if said else []
    persons = {one["identity"]: one["person"] for one in rows}
    found: dict[str, dict[str, object]] = {"never": {}, "circle": {}}
    for one in said:
        if one.identity in persons:
            found[one.verb][persons[one.identity]] = one.value
    return found["never"], found["circle"]
