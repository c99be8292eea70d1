"""People, bodies and who sat where, in the terms of Popolo (popoloproject.com)."""

from __future__ import annotations

import sqlite3
from typing import Any


def popolo_of(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """persons, organizations, memberships and posts; what is not stated is left out."""
    return {"persons": persons(connection), "organizations": organizations(connection), "memberships": memberships(connection)}


def persons(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    names: dict[int, list[str]] = {}
    for person, name in connection.execute("select distinct person_id, name_as_written from person_names where person_id is not null order by 1, 2"):
        names.setdefault(person, []).append(name)
    return [
        stated(
            id=f"person/{key}",
            name=name,
            family_name=surname,
            other_names=[{"name": other} for other in names.get(key, []) if other != name] or None,
            summary=kind,
        )
        for key, name, surname, kind in connection.execute("select id, name, surname, kind from people order by id")
    ]


def organizations(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    found = [
        stated(id=f"council/{key}", name=name, classification=kind or "council", identifiers=identifiers("gss", code))
        for key, name, code, kind in connection.execute("select id, name, gss_code, council_type from councils order by id")
    ]
    for key, name, council, kind in connection.execute("select id, name, council_id, kind from committees order by id"):
        found.append(
            stated(id=f"committee/{key}", name=name, classification=kind or "committee", parent_id=f"council/{council}" if council else None)
        )
    for key, name, urn in connection.execute("select id, name, urn from schools order by id"):
        found.append(stated(id=f"school/{key}", name=name, classification="school", identifiers=identifiers("urn", urn)))
    for key, name, acronym, kind in connection.execute("select id, name, acronym, kind from organisations order by id"):
        other = [{"name": acronym}] if acronym else None
        found.append(stated(id=f"organisation/{key}", name=name, classification=kind or "organisation", other_names=other))
    return found


def memberships(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    return [
        stated(
            id=f"membership/{key}",
            person_id=f"person/{person}",
            organization_id=f"committee/{committee}" if committee else f"council/{council}" if council else None,
            role=title,
            start_date=first,
            end_date=last,
        )
        for key, person, committee, council, title, first, last in connection.execute(MEMBERSHIPS)
    ]


def identifiers(scheme: str, value: object) -> list[dict[str, str]] | None:
    return [{"scheme": scheme, "identifier": str(value)}] if value else None


def stated(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


MEMBERSHIPS = """
    select r.id, r.person_id, r.committee_id, p.council_id, r.title, r.first_seen, r.last_seen from roles r join people p on p.id = r.person_id
    order by r.id"""
