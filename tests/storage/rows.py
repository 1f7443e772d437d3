"""Rows in large numbers, written by the database itself: as long as real ones, and as scattered."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, text

LAST_SEEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""When the first session was seen last; each next one a second before."""
_NUMBERS = {
    "sqlite": (
        "(WITH RECURSIVE m(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM m WHERE i < :last) SELECT i FROM m) n"
    ),
    "postgresql": "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS n(i)",
}
_SPELLED = {
    "sqlite": {
        "id": "printf('%032d', n.i)",
        "hash": "lower(hex(randomblob(32)))",
        "seen": "strftime('%Y-%m-%d %H:%M:%f', :at, '-' || n.i || ' seconds') || '000'",
    },
    "postgresql": {
        "id": "lpad(CAST(n.i AS text), 32, '0')",
        "hash": "encode(sha256(CAST(random() AS text)::bytea), 'hex')",
        "seen": "CAST(:at AS timestamp) - n.i * interval '1 second'",
    },
}
_SESSION = """
    INSERT INTO sessions (id, respondent, channel, open, state, began, seen)
    SELECT {id}, {hash}, 'alexa', n.i % 10 = 0, :sealed, {seen}, {seen} FROM {numbers}
"""
_TURN = """
    INSERT INTO turns (request, session, number, reply, at)
    SELECT {hash}, {id}, :number, :reply, {seen} FROM {numbers} WHERE n.i % :every = 0
"""
_SCAN = """
    INSERT INTO scans (id, session, model_version, given, finished)
    SELECT {id}, {id}, '2026.2', 'x', {seen} FROM {numbers} WHERE n.i % 10 <> 0 OR :all
"""
_REPORT = "INSERT INTO reports (scan, content) SELECT {id}, 'x' FROM {numbers} WHERE n.i % 10 <> 0 OR :all"
_MAIL = """
    INSERT INTO mails (id, scan, message_id, recipient, state, attempts, due, created, reason)
    SELECT {id}, {id}, {id} || '@x', 'x', :state, 0, {seen}, {seen}, ''
    FROM {numbers} WHERE n.i % 10 <> 0 OR :all
"""


def given(
    database: Engine,
    count: int,
    *,
    first: int = 0,
    mails: str = "",
    everybody: bool = False,
    sealed: str = "x",
    reply: str = "x",
) -> None:
    """Write `count` sessions, numbered from `first` on: nine in ten with a scan, a report and one turn, the tenth
    going on with ten turns; with `everybody`, all are finished. `mails` is the state of the mails of the finished
    ones, "" for none. `sealed` is the state of each session, `reply` that of each turn."""
    with database.begin() as connection:
        write = _Writer(connection, {"first": first, "last": first + count - 1, "sealed": sealed, "reply": reply})
        write(_SESSION)
        for number in range(10):
            write(_TURN, number=number, every=1 if number == 0 else 10)
        write(_SCAN, all=everybody)
        write(_REPORT, all=everybody)
        if mails:
            write(_MAIL, all=everybody, state=mails)


class _Writer:
    def __init__(self, connection: Connection, values: dict[str, object]) -> None:
        self._connection = connection
        self._values = {**values, "at": LAST_SEEN.replace(tzinfo=None).isoformat(" ")}

    def __call__(self, statement: str, **values: object) -> None:
        dialect = self._connection.dialect.name
        spelled = statement.format(numbers=_NUMBERS[dialect], **_SPELLED[dialect])
        named = {name: value for name, value in (self._values | values).items() if f":{name}" in spelled}
        self._connection.execute(text(spelled), named)
