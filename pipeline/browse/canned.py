"""Questions ready to ask, as Datasette's canned queries: each a page with its parameters, a table with links to the pages, and CSV."""

from __future__ import annotations

from typing import Any

Question = dict[str, Any]


def question(title: str, description: str, sql: str) -> Question:
    return {"title": title, "description": description, "sql": "\n".join(line.rstrip() for line in sql.strip("\n").splitlines()), "hide_sql": True}


STAYED = "A reason to read the page, not an accusation: many interests allow a member to stay, and minutes do not always say who left."

QUESTIONS: dict[str, Question] = {
    "who-declared-interests": question(
        "Who declared interests?",
        "Part of a member's name, of the matter, and the earliest date (2017, 2017-03 or 2017-03-22). Leave a box empty to ask for all.",
        """
select date, member, interest_kind, about_number as minute, about, nature as reason, participation, committee, council, quote, declaration_id
from declarations_of_interest
where (:member = '' or instr(lower(member), lower(:member)))
  and (:matter = '' or instr(lower(coalesce(about, '') || ' ' || quote), lower(:matter)))
  and (:since = '' or date >= :since)
order by date desc, meeting_id, declaration_id""",
    ),
    "declared-and-stayed": question(
        "Who declared an interest and stayed?",
        STAYED,
        """
select date, member, interest_kind, about_number as minute, about, nature as reason, participation, committee, council, quote, declaration_id
from declarations_of_interest
where participation in ('remained', 'spoke-no-vote') and (:member = '' or instr(lower(member), lower(:member)))
order by date desc, meeting_id, declaration_id""",
    ),
    "same-interest-over-the-years": question(
        "The same interest over the years",
        "Members who gave the same reason at more than one meeting, with each time that they did.",
        """
with reasons as (
  select coalesce(cast(person_id as text), member) as who, member, lower(trim(nature)) as reason, nature, date, committee, participation,
    declaration_id, meeting_id
  from declarations_of_interest where nature is not null),
again as (select who, reason from reasons group by who, reason having count(distinct meeting_id) > 1)
select r.member, r.nature as reason, r.date, r.committee, r.participation, r.declaration_id
from reasons r join again on again.who = r.who and again.reason = r.reason
where :member = '' or instr(lower(r.member), lower(:member))
order by r.who, r.reason, r.date""",
    ),
    "interest-not-declared-again": question(
        "Meetings where an interest came up undeclared",
        "Items that name a school or an organisation, at meetings where a member was present who declared an interest in it at another meeting, but "
        "not at this one. A reason to read the page: interests end, and an item may name a body in passing.",
        """
with known as (
  select d.person_id, x.school_id, x.organisation_id, max(d.name_as_written) as member, min(m.date) as first, max(m.date) as last
  from declarations d join meetings m on m.id = d.meeting_id
    join mentions x on x.meeting_id = d.meeting_id and x.start < d."end" and x."end" > d.start
  where d.person_id is not null and (x.school_id is not null or x.organisation_id is not null) and m.copy_of is null
  group by d.person_id, x.school_id, x.organisation_id)
select m.date, k.member, coalesce(s.name, o.name) as body, i.number as minute, i.title, c.name as committee, k.first as declared_first,
  k.last as declared_last, i.id as item_id
from known k
  join mentions x on (x.school_id = k.school_id or x.organisation_id = k.organisation_id)
  join meetings m on m.id = x.meeting_id and m.date between k.first and k.last and m.copy_of is null
  join minute_items i on i.id = x.item_id
  join attendance a on a.meeting_id = m.id and a.person_id = k.person_id and a.status in ('present', 'in-attendance')
  left join schools s on s.id = k.school_id left join organisations o on o.id = k.organisation_id left join committees c on c.id = m.committee_id
where (:member = '' or instr(lower(k.member), lower(:member)))
  and not exists (select 1 from declarations d join mentions y on y.meeting_id = d.meeting_id and y.start < d."end" and y."end" > d.start
    where d.meeting_id = m.id and d.person_id = k.person_id and (y.school_id = k.school_id or y.organisation_id = k.organisation_id))
group by i.id, k.person_id, k.school_id, k.organisation_id
order by m.date desc, k.member""",
    ),
    "attendance": question(
        "How often did members come?",
        "Counts of the meetings whose minutes name the member, by committee and municipal year (from May). Not to be listed is not to be absent.",
        """
select member, committee, municipal_year, count(distinct meeting_id) as meetings,
  count(distinct case when status in ('present', 'in-attendance') then meeting_id end) as present,
  count(distinct case when status = 'apologies' then meeting_id end) as apologies,
  count(distinct case when status = 'absent' then meeting_id end) as absent,
  count(distinct case when meeting_role = 'chair' then meeting_id end) as chaired, council
from member_attendance
where (:member = '' or instr(lower(member), lower(:member))) and (:committee = '' or instr(lower(committee), lower(:committee)))
group by coalesce(person_id, member), council, committee, municipal_year
order by municipal_year desc, committee, meetings desc, member""",
    ),
    "resolutions-containing": question(
        "What was resolved about …?",
        "Decisions that contain the words, the latest first, with who moved them and how the vote went.",
        """
select date, item as minute, title, kind, text, proposer, seconder, outcome, votes_for, votes_against, abstentions, committee, council, resolution_id
from resolutions_with_votes
where :words = '' or instr(lower(text), lower(:words))
order by date desc, meeting_id, resolution_id""",
    ),
    "asked-to-come-back": question(
        "What was asked to come back, and did it?",
        "Decisions that ask for a report, an update or a return, with the later items that refer to theirs. An empty cell: nothing in this archive "
        "refers to it by number.",
        """
select r.date, r.item as minute, r.title, r.text as asked, t.referred_on as came_back, t.referring_number, t.referring_title, r.committee,
  r.resolution_id, t.reference_id
from resolutions_with_votes r left join minute_threads t on t.item_id = r.item_id and t.referred_on > r.date
where (instr(lower(r.text), 'report') and (instr(lower(r.text), 'submitted') or instr(lower(r.text), 'brought') or instr(lower(r.text), 'made to')
    or instr(lower(r.text), 'further report') or instr(lower(r.text), 'next meeting') or instr(lower(r.text), 'future meeting'))
  or instr(lower(r.text), 'update') or instr(lower(r.text), 'come back') or instr(lower(r.text), 'months'))
  and (:words = '' or instr(lower(r.text || ' ' || r.title), lower(:words)))
order by r.date desc, r.resolution_id""",
    ),
    "thread-of-an-item": question(
        "An item's thread",
        "Where a minute is taken up again by its number. Give the number as it is printed: 60, 16/119.",
        """
select number as minute, title, date, referred_on, as_written, referring_number, referring_title, reference_id
from minute_threads
where :number = '' or number = :number or referring_number = :number
order by date desc, number, referred_on""",
    ),
    "figure-over-time": question(
        "A figure over time",
        "Measures that return and whose words contain these, in order of date.",
        """
select measure, date, as_written, value, unit, period_as_written as period, subject_kind, comparator, comparator_value, sentence, committee,
  statistic_id as figure_id
from figures_over_time
where :words = '' or instr(lower(measure || ' ' || coalesce(told_as, '')), lower(:words))
order by measure_id, coalesce(period_end, date), date, statistic_id""",
    ),
    "figures-that-disagree": question(
        "Figures that disagree",
        "Where the figures of an item do not add up, with the working. Rounding is allowed for.",
        """
select date, item as minute, title, rule, stated, computed, explanation, committee, council, item_id
from figures_that_disagree
order by date desc, check_id""",
    ),
    "file-of-a-school": question(
        "A school's file",
        "Every item that names the school, the latest first.",
        """
select m.date, s.name as school, s.urn, i.number as minute, i.title, count(*) as times, c.name as committee, min(x.id) as mention_id, i.id as item_id
from mentions x join schools s on s.id = x.school_id join meetings m on m.id = x.meeting_id join minute_items i on i.id = x.item_id
  left join committees c on c.id = m.committee_id
where m.copy_of is null and (:school = '' or instr(lower(s.name), lower(:school)))
group by s.id, i.id order by m.date desc, i.sequence""",
    ),
    "posts-of-an-officer": question(
        "An officer's posts",
        "Job titles and offices over time, as the minutes state them.",
        """
select p.name, r.title as post, c.name as committee, r.first_seen, r.last_seen, p.id as person_id
from roles r join people p on p.id = r.person_id left join committees c on c.id = r.committee_id
where :name = '' or instr(lower(p.name), lower(:name))
order by p.name, r.first_seen""",
    ),
    "recorded-votes": question(
        "How did members vote?",
        "Votes that the minutes record by name.",
        """
select m.date, v.name_as_written as member, v.option, i.number as minute, i.title, r.text, c.name as committee, v.resolution_id
from votes v left join resolutions r on r.id = v.resolution_id left join minute_items i on i.id = coalesce(v.item_id, r.item_id)
  join meetings m on m.id = coalesce(r.meeting_id, i.meeting_id) left join committees c on c.id = m.committee_id
where m.copy_of is null and (:member = '' or instr(lower(v.name_as_written), lower(:member)))
order by m.date desc, v.resolution_id, v.option, v.name_as_written""",
    ),
    "can-i-trust-this": question(
        "Can I trust this?",
        "What was read of each file, by which way, and what is in doubt about it.",
        """
select d.filename, d.status, d.kind, d.text_source, d.page_count, d.error, count(x.id) as doubts, group_concat(distinct x.kind) as kinds_of_doubt,
  d.pipeline_version
from documents d left join issues x on x.document_id = d.id
where :file = '' or instr(lower(d.filename), lower(:file))
group by d.id order by d.status in ('ok', 'not-minutes'), doubts desc, d.filename""",
    ),
}
