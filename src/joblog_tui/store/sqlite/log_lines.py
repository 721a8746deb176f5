"""Pages of the log lines of a job, or of everything nested in it, in order of time, without reading them all.

One job's events lie in order in an index. For a job with everything nested in it, events of many jobs are merged: a
window of time is taken from each, small at first and wider while too little is found, so that a page costs one look
into the index per nested job, however many lines there are.
"""

from dataclasses import dataclass
from typing import Any

from joblog_tui.model.log_line import WORDS, LogLine, Place
from joblog_tui.query.log_lines import LineNews, LinePage, LineQuery
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Read, Row

AT_ONCE = 20_000  # events that one step looks through
GROWTH = 4  # times as wide as the window before
WIDEST = 16  # times as wide as the first window: about as many events as AT_ONCE
STEPS = 8  # windows of one page
EVENTS_A_JOB = 4  # a guess, to begin with a window of the right size
BEGINNING: Place = (-1, -1)
END: Place = (1 << 62, 1 << 62)

_SAYS = "(e.message IS NOT NULL OR d.reason_code IS NOT NULL OR d.reason_message IS NOT NULL)"
_JOINS = """
JOIN jobs AS j ON j.seq = e.job
LEFT JOIN targets AS t ON t.id = j.target
JOIN sources AS s ON s.id = e.source
LEFT JOIN details AS d ON d.seq = e.seq
"""
_SCOPE = """
WITH scope (job) AS MATERIALIZED (SELECT :job UNION ALL SELECT job FROM ancestry WHERE ancestor = :job)
"""


@dataclass(frozen=True, slots=True)
class _Way:
    """Which way a page goes from where it starts: to what is newer, or to what is older."""

    newer: bool

    @property
    def order(self) -> str:
        return "e.at, e.seq" if self.newer else "e.at DESC, e.seq DESC"

    @property
    def beyond(self) -> str:
        """The condition of lying beyond a place."""
        return f"(e.at, e.seq) {'>' if self.newer else '<'} "

    @property
    def up_to(self) -> str:
        """The condition of lying not beyond a place."""
        return f"(e.at, e.seq) {'<=' if self.newer else '>='} "

    @property
    def innermost(self) -> Place:
        """Where a page starts that is to start at the very end of the lines."""
        return BEGINNING if self.newer else END

    @property
    def outermost(self) -> Place:
        """Beyond everything, on this way."""
        return END if self.newer else BEGINNING

    def window(self, start: Place, first: int, last: int, width: int) -> Place:
        """The edge of a window of ``width`` milliseconds beyond ``start``; events lie about ``first`` to ``last``."""
        if self.newer:
            edge = max(start[0], first - 1) + width
            return self.outermost if edge >= last else (edge, END[1])
        edge = min(start[0], last + 1) - width
        return self.outermost if edge <= first else (edge, BEGINNING[1])

    def ordered(self, lines: list[LogLine]) -> tuple[LogLine, ...]:
        return tuple(lines if self.newer else reversed(lines))


async def page(read: Read, query: LineQuery, limit: int, start: Place | None, *, newer: bool) -> LinePage:
    """Up to ``limit`` lines next to ``start``, which is not among them; see ``JobStore.lines_before``."""
    way = _Way(newer)
    place = start or way.innermost
    found = await read("SELECT seq FROM jobs WHERE id = ?", [query.job])
    if not found:
        return LinePage((), place, end=True)
    if query.nested:
        return await _merged(read, query, found[0][0], limit, place, way)
    return await _own(read, query, found[0][0], limit, place, way)


async def _own(read: Read, query: LineQuery, job: int, limit: int, start: Place, way: _Way) -> LinePage:
    """A page of one job's lines: the index has them in order."""
    values: dict[str, Any] = {"job": job, "at": start[0], "seq": start[1]}
    edge = await read(
        f"SELECT e.at, e.seq FROM events AS e WHERE e.job = :job AND {way.beyond} (:at, :seq)"
        f" ORDER BY {way.order} LIMIT 1 OFFSET {AT_ONCE - 1}",
        values,
    )
    values |= {"edge_at": edge[0][0], "edge_seq": edge[0][1]} if edge else {}
    within = f"AND {way.up_to} (:edge_at, :edge_seq)" if edge else ""
    where, more = _condition(query)
    rows = await read(
        f"{schema.sql('log_line.sql')} FROM events AS e {_JOINS}"
        f" WHERE e.job = :job AND {way.beyond} (:at, :seq) {within} AND {where} ORDER BY {way.order} LIMIT :limit",
        {**values, **more, "limit": limit},
    )
    lines = [_line(row) for row in rows]
    if len(lines) == limit:
        return LinePage(way.ordered(lines), lines[-1].place, end=False)
    reached = (edge[0][0], edge[0][1]) if edge else way.outermost
    return LinePage(way.ordered(lines), reached, end=not edge)


async def _merged(read: Read, query: LineQuery, job: int, limit: int, start: Place, way: _Way) -> LinePage:
    """A page of the lines of a job and everything nested in it."""
    ((jobs, first, last),) = await read(
        f"{_SCOPE} SELECT count(*), min(j.created_at), max(j.reported_at)"
        " FROM scope AS w CROSS JOIN jobs AS j ON j.seq = w.job",
        {"job": job},
    )
    first, last = first or 0, last or 0
    narrowest = max(1, (last - first) * 2 * limit // (jobs * EVENTS_A_JOB))
    width = narrowest
    reached = start
    where, more = _condition(query)
    lines: list[LogLine] = []
    for _ in range(STEPS):
        edge = way.window(reached, first, last, width)
        rows = await read(
            f"{_SCOPE} {schema.sql('log_line.sql')} FROM scope AS w"
            f" CROSS JOIN events AS e INDEXED BY events_history ON e.job = w.job {_JOINS}"
            f" WHERE e.at BETWEEN :low AND :high AND {way.beyond} (:at, :seq) AND {where}"
            f" ORDER BY {way.order} LIMIT :limit",
            {
                "job": job,
                "low": min(edge[0], reached[0]),
                "high": max(edge[0], reached[0]),
                "at": reached[0],
                "seq": reached[1],
                "limit": limit - len(lines),
                **more,
            },
        )
        lines += [_line(row) for row in rows]
        if len(lines) == limit:
            return LinePage(way.ordered(lines), lines[-1].place, end=False)
        if edge == way.outermost:
            return LinePage(way.ordered(lines), edge, end=True)
        reached = edge
        width = min(width * GROWTH, narrowest * WIDEST)
    return LinePage(way.ordered(lines), reached, end=False)


async def news(read: Read, query: LineQuery, after: int) -> LineNews:
    """What has arrived after the event ``after``; see ``JobStore.lines_arrived``."""
    ((last,),) = await read("SELECT ifnull(max(seq), 0) FROM events")
    if last - after > AT_ONCE:
        return LineNews((), last, missed=True)
    where, values = _condition(query)
    of_job = "e.job = (SELECT seq FROM jobs WHERE id = :id)"
    if query.nested:
        of_job = f"({of_job} OR EXISTS (SELECT 1 FROM ancestry AS a WHERE a.job = e.job AND a.ancestor ="
        of_job += " (SELECT seq FROM jobs WHERE id = :id)))"
    rows = await read(
        f"{schema.sql('log_line.sql')} FROM events AS e NOT INDEXED {_JOINS}"
        f" WHERE e.seq > :after AND e.seq <= :last AND {of_job} AND {where} ORDER BY e.at, e.seq",
        {"id": query.job, "after": after, "last": last, **values},
    )
    return LineNews(tuple(_line(row) for row in rows), last, missed=False)


def _condition(query: LineQuery) -> tuple[str, dict[str, Any]]:
    """What a line must be, over an event ``e``."""
    parts, values = [_SAYS], {}
    quieter = [word for level, words in WORDS.items() if level not in query.levels for word in words]
    louder = [word for level, words in WORDS.items() if level in query.levels for word in words]
    if "info" in query.levels:
        if quieter:
            parts.append(f"(e.level IS NULL OR lower(e.level) NOT IN ({_quoted(quieter)}))")
    else:
        parts.append(f"lower(e.level) IN ({_quoted(louder)})")
    if query.text:
        text = "coalesce(e.message, d.reason_code || ': ' || d.reason_message, d.reason_code, d.reason_message)"
        parts.append(f"holds(CAST({text} AS BLOB), :text)")
        values["text"] = query.text.casefold()
    return " AND ".join(parts), values


def _quoted(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _line(row: Row) -> LogLine:
    return LogLine(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] or None)
