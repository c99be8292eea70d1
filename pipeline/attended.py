"""How often members came: by member, committee and municipal year. 'Not listed' is not 'absent': it is simply not counted."""

from __future__ import annotations

import sqlite3

from pipeline.declared import check_date, has_words
from pipeline.shown import Cell

HEADS = ["member", "committee", "year", "meetings", "present", "apologies", "absent", "as_substitute", "chaired", "council"]
QUERY = """
    select member, committee, municipal_year, count(distinct meeting_id) as meetings,
      count(distinct iif(status in ('present', 'in-attendance'), meeting_id, null)),
      count(distinct iif(status = 'apologies', meeting_id, null)), count(distinct iif(status = 'absent', meeting_id, null)),
      count(distinct iif(capacity = 'substitute', meeting_id, null)), count(distinct iif(meeting_role = 'chair', meeting_id, null)), council,
      (select group_concat(n.name_as_written, ' ') from person_names n where n.person_id = member_attendance.person_id)
    from member_attendance where (:since is null or date >= :since) and (:until is null or date <= :until || '~')
    group by coalesce(person_id, member), council, committee, municipal_year
    order by council, committee, municipal_year, meetings desc, member"""


def attendance(
    connection: sqlite3.Connection,
    member: str | None = None,
    council: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[tuple[Cell, ...]]:
    """Counts of the meetings at which the minutes name a member, under HEADS. `council` is words of the council's or the committee's name."""
    check_date(since)
    check_date(until)
    rows = connection.execute(QUERY, {"since": since, "until": until}).fetchall()
    rows = [row for row in rows if has_words(f"{row[0]} {row[10] or ''}", member) and has_words(f"{row[9] or ''} {row[1] or ''}", council)]
    return [row[:-1] for row in rows]
