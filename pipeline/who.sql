-- What minutes say of the person :person, a row a fact, by date and place: date, what, detail, as written, item, its title, file, page, meeting.
with said as (
  select meeting_id, 1 as part, 'attendance' as what, start, page, name_as_written as written, null as item_id, null as about_id,
    status || iif(meeting_role is null, '', ', ' || meeting_role) || iif(capacity in ('member', 'officer'), '', ', ' || capacity)
      || iif(post is null, '', ', ' || post) as detail, null as about
  from attendance where person_id = :person
  union all
  select meeting_id, 2, 'declaration', start, page, name_as_written, item_id, about_item_id,
    interest_kind || ' interest, ' || participation || iif(nature is null, '', ': ' || nature),
    trim(coalesce(about_number, '') || ' ' || coalesce(about_as_written, ''))
  from declarations where person_id = :person
  union all
  select meeting_id, 3, 'dispensation', start, page, name_as_written, item_id, null, quote, null from dispensations where person_id = :person
  union all
  select meeting_id, 4, 'moved', start, page, proposer_as_written, item_id, null, text, null from resolutions where proposer_id = :person
  union all
  select meeting_id, 5, 'seconded', start, page, seconder_as_written, item_id, null, text, null from resolutions where seconder_id = :person
  union all
  select coalesce(r.meeting_id, i.meeting_id), 6, 'voted ' || v.option, coalesce(r.start, i.start), coalesce(r.page, i.page), v.name_as_written,
    coalesce(v.item_id, r.item_id), null, r.text, null
  from votes v left join resolutions r on r.id = v.resolution_id left join minute_items i on i.id = v.item_id where v.person_id = :person
  union all
  select meeting_id, 7, 'mention', min(start), min(page), text, item_id, null, null, null from mentions where person_id = :person
  group by meeting_id, item_id)
select m.date, s.what, s.detail, s.written, coalesce(a.number, iif(s.about is null, i.number, null)), coalesce(a.title, s.about, i.title),
  k.name, c.name, d.filename, s.page, m.id
from said s join meetings m on m.id = s.meeting_id join documents d on d.id = m.document_id
  left join minute_items i on i.id = s.item_id left join minute_items a on a.id = s.about_id
  left join committees c on c.id = m.committee_id left join councils k on k.id = c.council_id
order by m.date is null, m.date, m.id, s.part, s.start
