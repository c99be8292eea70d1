-- Takes out all rows of the document :id: those that refer before those referred to. store.py runs these statements in one transaction.
insert into minute_items_fts (minute_items_fts, rowid, title, text)
  select 'delete', i.id, i.title, i.text from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id;
-- References from other documents into this one point nowhere for now.
update cross_references set to_item_id = null, state = 'outside-archive' where to_item_id in
  (select i.id from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id);
-- What is left of the council is linked anew: its references, its people.
update meetings set is_linked = 0 where committee_id in (select near.id from committees here join committees near
  on near.council_id = here.council_id or near.id = here.id where here.id in (select committee_id from meetings where document_id = :id));
delete from cross_references where item_id in (select i.id from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id);
delete from statistic_checks where item_id in (select i.id from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id);
delete from questions where item_id in (select i.id from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id);
delete from votes where item_id in (select i.id from minute_items i join meetings m on m.id = i.meeting_id where m.document_id = :id)
  or resolution_id in (select r.id from resolutions r join meetings m on m.id = r.meeting_id where m.document_id = :id);
delete from mentions where meeting_id in (select id from meetings where document_id = :id);
delete from statistics where meeting_id in (select id from meetings where document_id = :id);
delete from resolutions where meeting_id in (select id from meetings where document_id = :id);
delete from dispensations where meeting_id in (select id from meetings where document_id = :id);
delete from declarations where meeting_id in (select id from meetings where document_id = :id);
delete from attendance where meeting_id in (select id from meetings where document_id = :id);
delete from minute_items where meeting_id in (select id from meetings where document_id = :id);
delete from meetings where document_id = :id;
delete from issues where document_id = :id;
delete from pages where document_id = :id;
delete from documents where id = :id;
