-- The tables of a Minutebook database. A fresh database is made from this file; `migrations` in schema.py bring an older one up to it.
--
-- Three rules run through it.
--   As written beside what it means: `name_as_written` + `person_id`, `interest_as_written` + `interest_kind`, `as_written` + `value`, `unit`.
--   Nothing is invented: a field that the minutes do not state is NULL or 'not-stated'; a name that cannot be linked with certainty is not linked.
--   Every fact can be shown: `page` is the PDF's page (from 1), `start` and `end` are character offsets into documents.text,
--   and pages.lines holds the geometry of that text, so any fact can be highlighted on its page.

create table councils (
  id text primary key,                 -- slug: 'rotherham'
  name text not null,
  gss_code text, council_type text, nation text);
create table committees (              -- Popolo Organization: committee, board, panel, full council, parish council
  id text primary key,                 -- slug: 'rotherham/improving-lives-select-commission'
  name text not null, council_id text references councils(id), kind text);
create table people (                  -- Popolo Person: one row a human a council, unless evidence merges them
  id integer primary key, name text not null, surname text,
  kind text not null,                  -- member | co-opted-member | officer | partner | unknown  (members of the public are never people)
  council_id text references councils(id), first_seen text, last_seen text);
create table person_names (            -- every spelling met, and why it was linked or not
  id integer primary key, name_as_written text not null, person_id integer references people(id),
  council_id text references councils(id),
  match_method text not null,          -- full-name | short-form | misspelling | initials | surname | office ... (docs/people.md); not linked: ambiguous | unknown
  candidates text);                    -- of one not linked: whom it might mean, 'Janet Hargreave (7); Peter Hargreave (12)'
create table people_corrections (      -- what a person said of people by `minutebook people`; no ingest deletes them
  id integer primary key, council text,  -- its id
  kind text not null,                  -- merge | means | split | rename
  person text not null,                -- a name of the person; where several bear it, the one named at `meeting`
  meeting text,
  other text not null,                 -- merge: who is the same person; means: a spelling that would mean nobody; split: the name of those who part; rename: the name to show
  other_meeting text,
  spelling text, committee text, since text, until text);  -- split: which of the names part, all that are given must hold
create table roles (                   -- Popolo Membership: job titles of officers, offices of members, over time
  id integer primary key, title text not null, person_id integer not null references people(id),
  committee_id text references committees(id), first_seen text, last_seen text);
create table services (
  id integer primary key, name text not null, acronym text, council_id text references councils(id),
  key text not null);                  -- the same for all spellings of the name
create table organisations (
  id integer primary key, name text not null, acronym text, kind text,
  key text not null unique);           -- the same for all spellings of the name
create table schools (                 -- a row a name a council
  id integer primary key, name text not null,
  council_id text references councils(id),  -- of the minutes that name it
  urn integer,                         -- the GIAS unique reference number, NULL where not linked with certainty
  phase text, status text, local_authority text,
  register_name text,                  -- as the register has it
  became_id integer references schools(id));  -- the school that it became, where the minutes say so: 'Fernbank Academy (formerly Fernbank Primary School)'

create table documents (
  id text primary key,                 -- SHA-256 of the file's bytes: ingesting the same file again does nothing
  filename text not null,              -- the file's name without its folder
  path text not null,                  -- as it was given, or found in the folder that was given
  place text not null,                 -- a hash of where the file stands: the same path in another folder is another file
  bytes integer, page_count integer, producer text,
  kind text,                           -- minutes | agenda | report | pack | other; NULL where not known yet
  language text,                       -- en | cy
  text_source text,                    -- text-layer | ocr | mixed | none
  status text not null,                -- ok | partial | failed | not-minutes
  error text,                          -- what went wrong, for a person to read
  error_code text,                     -- the same for a program: encrypted | timeout | needs-ocr ...
  text text,                           -- the body text, without running headers and footers
  pipeline_version text, ingested_at text);
create table pages (
  id integer primary key, document_id text not null references documents(id), number integer not null,
  width real, height real, running_header text, running_footer text, is_ocr integer,
  turn integer not null default 0,     -- degrees clockwise by which the page is turned to be read; its lines are those of the turned page
  start integer, "end" integer,        -- the stretch of documents.text that stands on this page
  needs_ocr integer,                   -- 1 where the page has ink and no text: it waits to be read by OCR
  lines text,                          -- JSON [[start, end, x0, top, x1, bottom], ...] in document offsets and PDF points from the top left
  unique (document_id, number));
create table issues (                  -- what the pipeline could not do, or doubts
  id integer primary key, document_id text references documents(id), page integer, stage text, kind text, severity text, message text);

create table meetings (
  id text primary key,                 -- 'rotherham/improving-lives-select-commission/2017-03-22'
  title text not null,                 -- 'Improving Lives Select Commission, 22 March 2017'
  committee_id text references committees(id), document_id text not null references documents(id),
  date text, start_time text, end_time text, venue text,
  minutes_status text,                 -- draft | confirmed | not-stated
  declarations_statement text not null, -- declared | none-declared | no-heading
  sequence integer not null,           -- its place in the document: one file may hold the minutes of several meetings
  page integer, start integer, "end" integer,  -- from its title block to the end of its minutes
  copy_of text references meetings(id) on update cascade on delete set null, -- the same meeting, read from a better file: views leave copies out
  is_linked integer not null default 0, -- 1 once its references were resolved over the whole database
  n_present integer, n_apologies integer, n_items integer, n_declarations integer, n_resolutions integer, n_statistics integer);
create table minute_items (            -- Open Civic Data EventAgendaItem
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, sequence integer not null,
  number text,                         -- as printed, a string: '49', '16/119', '2.1'
  parent_id integer references minute_items(id),  -- NULL for a top-level item
  title text not null, text text not null,
  kind text,                           -- item | heading (unnumbered)
  is_exempt integer,
  page integer, start integer, "end" integer,
  body integer,                        -- where the text after the number and the title begins
  unique (meeting_id, sequence));
create table attendance (
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, person_id integer references people(id),
  name_as_written text not null,
  capacity text not null,              -- member | co-opted-member | substitute | other-councillor | officer | partner | public
  status text not null,                -- present | apologies | absent | in-attendance
  mode text,                           -- in-person | virtual, where stated
  meeting_role text,                   -- chair | vice-chair
  post text,                           -- job title or office as written
  substitutes_for text,
  initials text,                       -- by which the minutes name the person later, where they say so: 'NS'
  arrived text, departed text,         -- as written: '6.20 pm', 'item 7'
  page integer, start integer, "end" integer);
create table declarations (            -- a row for each person for each matter
  id integer primary key, meeting_id text not null references meetings(id) on update cascade,
  item_id integer references minute_items(id),          -- where it is minuted
  person_id integer references people(id), name_as_written text not null,
  interest_as_written text,
  interest_kind text not null,         -- disclosable-pecuniary | other-registrable | non-registrable | pecuniary | non-pecuniary | personal
                                       -- | personal-and-prejudicial | prejudicial | not-stated
  about_as_written text, about_number text, about_item_id integer references minute_items(id),
  nature text,                         -- the reason given
  participation text not null,         -- remained | spoke-no-vote | took-no-part | left-room | not-stated
  quote text not null, page integer, start integer, "end" integer);
create table dispensations (           -- leave to take part in spite of an interest: no declaration
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, item_id integer references minute_items(id),
  person_id integer references people(id), name_as_written text, quote text not null, page integer, start integer, "end" integer);
create table resolutions (             -- a row for each numbered clause
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, item_id integer references minute_items(id),
  number text, kind text not null,     -- resolution | recommendation
  text text not null,                  -- the operative words, 'That ...'
  proposer_as_written text, proposer_id integer references people(id),
  seconder_as_written text, seconder_id integer references people(id),
  outcome text, votes_for integer, votes_against integer, abstentions integer,
  page integer, start integer, "end" integer);
create table votes (                   -- recorded (named) votes
  id integer primary key, resolution_id integer references resolutions(id), item_id integer references minute_items(id),
  person_id integer references people(id), name_as_written text not null, option text not null);
create table questions (               -- question and answer pairs of a discussion
  id integer primary key, item_id integer not null references minute_items(id), sequence integer,
  question text not null, answer text, page integer, start integer, "end" integer);
create table measures (                -- a measure that returns across meetings: a series of figures
  id text primary key,                 -- 'calderby/ehc-plans-had-been-issued-within-percent'
  body text not null,                  -- the council or, where none is known, the committee or meeting
  council_id text references councils(id),
  words text not null,                 -- as the first of its figures is told
  unit text not null, subject_kind text not null);
create table statistics (
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, item_id integer references minute_items(id),
  as_written text not null, value real not null,
  value_high real,                     -- the upper end of a range
  unit text not null,                  -- count percent GBP days weeks months years hours minutes miles metres kilometres tonnes mph ratio places other
  qualifier text,                      -- about | at-least | up-to | over | under
  measure text, population text,       -- what is measured, and of whom, in the document's words
  subject_kind text,                   -- actual | target | forecast | capacity | threshold | budget
  period_as_written text, period_start text, period_end text,
  direction text,                      -- up | down
  comparator text,                     -- 'national average'
  comparator_id integer references statistics(id),
  measure_id text references measures(id),             -- the series it belongs to, where the measure returns
  school_id integer references schools(id), service_id integer references services(id),
  sentence text not null, page integer, start integer, "end" integer);
create table statistic_checks (        -- figures held against each other
  id integer primary key, item_id integer not null references minute_items(id),
  rule text not null,                  -- difference | percent-of | percent-change | sum-of-parts | same-figure
                                       -- statistic_ids: a JSON list, the one judged first
  stated real, computed real, verdict text not null,   -- agrees | disagrees
  explanation text not null, statistic_ids text not null);
create table cross_references (
  id integer primary key, item_id integer not null references minute_items(id), as_written text not null,
  to_number text, to_date text, to_item_id integer references minute_items(id),
  state text not null,                 -- resolved | outside-archive | ambiguous
  page integer, start integer, "end" integer);
create table mentions (                -- the named entities
  id integer primary key, meeting_id text not null references meetings(id) on update cascade, item_id integer references minute_items(id),
  text text not null, label text not null,              -- MEMBER | OFFICER | SERVICE | SCHOOL | COMMITTEE | ORGANISATION
  name text,                           -- its fullest form in the document
  post text,                           -- of an officer: the post beside the name, as written
  source text,                         -- which rule had the word: register | style | post | noun | known | list | payee | acronym | model
  person_id integer references people(id), service_id integer references services(id), school_id integer references schools(id),
  committee_id text references committees(id), organisation_id integer references organisations(id),
  page integer, start integer, "end" integer);

-- Full text over items, with English word stems ('school' finds 'schools'). It holds no copy of the text; store.py keeps it in step.
create virtual table minute_items_fts using fts5 (title, text, content='minute_items', content_rowid='id', tokenize='porter unicode61');

-- Every foreign key has an index, for whoever follows it the other way; where a table is unique by one, that serves.
create index committees_council_id on committees(council_id);
create index people_council_id on people(council_id);
create index person_names_person_id on person_names(person_id);
create index person_names_council_id on person_names(council_id);
create index schools_council_id on schools(council_id);
create index schools_became_id on schools(became_id);
create index roles_person_id on roles(person_id);
create index roles_committee_id on roles(committee_id);
create index services_council_id on services(council_id);
create index issues_document_id on issues(document_id);
create index meetings_copy_of on meetings(copy_of);
create index meetings_committee_id on meetings(committee_id);
create index meetings_document_id on meetings(document_id);
create index minute_items_parent_id on minute_items(parent_id);
create index attendance_meeting_id on attendance(meeting_id);
create index attendance_person_id on attendance(person_id);
create index declarations_meeting_id on declarations(meeting_id);
create index declarations_item_id on declarations(item_id);
create index declarations_person_id on declarations(person_id);
create index declarations_about_item_id on declarations(about_item_id);
create index dispensations_meeting_id on dispensations(meeting_id);
create index dispensations_item_id on dispensations(item_id);
create index dispensations_person_id on dispensations(person_id);
create index resolutions_meeting_id on resolutions(meeting_id);
create index resolutions_item_id on resolutions(item_id);
create index resolutions_proposer_id on resolutions(proposer_id);
create index resolutions_seconder_id on resolutions(seconder_id);
create index votes_resolution_id on votes(resolution_id);
create index votes_item_id on votes(item_id);
create index votes_person_id on votes(person_id);
create index questions_item_id on questions(item_id);
create index statistics_meeting_id on statistics(meeting_id);
create index statistics_item_id on statistics(item_id);
create index statistics_comparator_id on statistics(comparator_id);
create index statistics_measure_id on statistics(measure_id);
create index measures_council_id on measures(council_id);
create index measures_body on measures(body);
create index statistics_school_id on statistics(school_id);
create index statistics_service_id on statistics(service_id);
create index statistic_checks_item_id on statistic_checks(item_id);
create index cross_references_item_id on cross_references(item_id);
create index cross_references_to_item_id on cross_references(to_item_id);
create index mentions_meeting_id on mentions(meeting_id);
create index mentions_item_id on mentions(item_id);
create index mentions_person_id on mentions(person_id);
create index mentions_service_id on mentions(service_id);
create index mentions_school_id on mentions(school_id);
create index mentions_committee_id on mentions(committee_id);
create index mentions_organisation_id on mentions(organisation_id);
create index documents_place on documents(place);
create index meetings_date on meetings(date);

-- Views for people: names in place of ids, and where each fact stands.
create view declarations_of_interest as
select m.date, d.name_as_written as member, d.interest_kind, d.interest_as_written, d.about_number,
  coalesce(about.title, d.about_as_written) as about, d.nature, d.participation, d.quote,
  k.name as council, c.name as committee, o.filename, d.page, d.meeting_id, d.id as declaration_id, d.item_id, d.about_item_id, d.person_id,
  p.name as person
from declarations d join meetings m on m.id = d.meeting_id join documents o on o.id = m.document_id left join people p on p.id = d.person_id
  left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
  left join minute_items about on about.id = d.about_item_id
where m.copy_of is null;
-- A row for each person named at each meeting; 'not listed' is not 'absent', and has no row.
create view member_attendance as
select coalesce(p.name, a.name_as_written) as member, k.name as council, c.name as committee,
  case when m.date is null then null when substr(m.date, 6) < '05-01'
    then (cast(substr(m.date, 1, 4) as integer) - 1) || '/' || substr(m.date, 3, 2)
    else substr(m.date, 1, 4) || '/' || printf('%02d', (cast(substr(m.date, 3, 2) as integer) + 1) % 100) end as municipal_year,
  m.date, a.status, a.capacity, a.meeting_role, a.mode, a.substitutes_for, a.arrived, a.departed, o.filename, a.page, a.meeting_id,
  a.id as attendance_id, a.person_id, a.name_as_written
from attendance a join meetings m on m.id = a.meeting_id join documents o on o.id = m.document_id
  left join people p on p.id = a.person_id left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
where a.capacity in ('member', 'co-opted-member', 'substitute') and m.copy_of is null;
create view resolutions_with_votes as
select m.date, i.number as item, i.title, r.number as clause, r.kind, r.text, r.proposer_as_written as proposer, r.seconder_as_written as seconder,
  r.outcome, r.votes_for, r.votes_against, r.abstentions,
  (select group_concat(v.name_as_written, '; ') from votes v where v.resolution_id = r.id and v.option = 'for') as voted_for,
  (select group_concat(v.name_as_written, '; ') from votes v where v.resolution_id = r.id and v.option = 'against') as voted_against,
  (select group_concat(v.name_as_written, '; ') from votes v where v.resolution_id = r.id and v.option = 'abstain') as abstained,
  k.name as council, c.name as committee, o.filename, r.page, r.meeting_id, r.id as resolution_id, r.item_id
from resolutions r join meetings m on m.id = r.meeting_id join documents o on o.id = m.document_id
  left join minute_items i on i.id = r.item_id
  left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
where m.copy_of is null;
-- An item, and each later or earlier item that refers to it by number.
create view minute_threads as
select t.meeting_id, t.number, t.title, tm.date, fm.date as referred_on, f.number as referring_number, f.title as referring_title, x.as_written,
  d.filename as referring_file, x.page as referring_page, t.id as item_id, f.id as referring_item_id, x.id as reference_id
from cross_references x join minute_items t on t.id = x.to_item_id join meetings tm on tm.id = t.meeting_id
  join minute_items f on f.id = x.item_id join meetings fm on fm.id = f.meeting_id join documents d on d.id = fm.document_id
where fm.copy_of is null;
-- Each series in order of time: what was measured, when, and what it was compared with.
create view figures_over_time as
select g.words as measure, s.unit, m.date, s.period_as_written, s.period_start, s.period_end, s.value, s.value_high, s.as_written, s.qualifier,
  g.subject_kind, s.direction, s.comparator, v.value as comparator_value, s.measure as told_as, s.population, s.sentence,
  k.name as council, c.name as committee, i.number as item, o.filename, s.page, s.meeting_id, s.item_id, s.id as statistic_id, s.measure_id
from statistics s join measures g on g.id = s.measure_id join meetings m on m.id = s.meeting_id join documents o on o.id = m.document_id
  left join minute_items i on i.id = s.item_id left join statistics v on v.id = s.comparator_id
  left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
where m.copy_of is null
order by g.id, coalesce(s.period_end, m.date), m.date, s.id;
-- Figures of one item that do not fit together. A prompt to read the page: the minutes may be right and the reading wrong.
create view figures_that_disagree as
select m.date, x.rule, x.stated, x.computed, x.explanation, s.sentence, i.number as item, i.title, k.name as council, c.name as committee,
  o.filename, s.page, m.id as meeting_id, x.item_id, x.id as check_id, s.id as statistic_id
from statistic_checks x join minute_items i on i.id = x.item_id join meetings m on m.id = i.meeting_id join documents o on o.id = m.document_id
  left join statistics s on s.id = json_extract(x.statistic_ids, '$[0]')
  left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
where x.verdict = 'disagrees' and m.copy_of is null;
