-- What SQLite itself refuses of documents.

drop trigger if exists allocation_is_whole;
create trigger allocation_is_whole before insert on documents_allocation begin
  select raise(abort, '[not-whole] an amount is whole cents') where typeof(new.minor) <> 'integer';
  select raise(abort, '[sealed] the allocation exists') where exists (select 1 from documents_allocation where id = new.id);
end;
drop trigger if exists allocation_settles;
create trigger allocation_settles after insert on documents_allocation begin
  update documents_document set settled_minor = settled_minor + new.minor where id in (new.target_id, new.source_id);
end;

-- INSERT OR IGNORE would skip an update that a CHECK refuses; RAISE is not skipped.
drop trigger if exists settled_within_total;
create trigger settled_within_total before update of settled_minor on documents_document begin
  select raise(abort, '[bill-over-paid] a document is settled by at most its total')
    where new.settled_minor < 0 or new.settled_minor > new.total_minor;
end;

drop trigger if exists allocation_stays;
create trigger allocation_stays before update on documents_allocation begin
  select raise(abort, '[sealed] an allocation is undone by another');
end;
drop trigger if exists allocation_never_deleted;
create trigger allocation_never_deleted before delete on documents_allocation begin
  select raise(abort, '[sealed] an allocation is undone by another');
end;

drop trigger if exists posted_stays;
create trigger posted_stays before update on documents_document when old.state <> 'draft' begin
  select raise(abort, '[sealed] a posted document keeps what was posted')
    where new.state <> 'draft' and (
      new.firm_id <> old.firm_id or new.kind <> old.kind or new.number is not old.number
      or new.dated_on <> old.dated_on or new.due_on is not old.due_on or new.matter_id is not old.matter_id
      or new.contact_id is not old.contact_id or new.bank_id is not old.bank_id or new.memo <> old.memo
      or new.total_minor <> old.total_minor or new.content <> old.content or new.version <> old.version
      or new.related_id is not old.related_id);
  select raise(abort, '[sealed] a document keeps who entered it and what was asked')
    where new.public_id <> old.public_id or new.entered_by_id is not old.entered_by_id or new.entered_at <> old.entered_at
      or new.request_key is not old.request_key or new.request_sha256 is not old.request_sha256;
  select raise(abort, '[step-not-allowed] a document that ended stays as it is') where old.state in ('reversed', 'discarded', 'closed');
  select raise(abort, '[document-settled] something is allocated to it') where new.state <> old.state and new.settled_minor <> 0;
  select raise(abort, '[sealed] a posted document leaves the books with a reversal')
    where old.state = 'posted' and new.state <> 'posted' and exists
      (select 1 from ledger_entry e where e.document_id = old.id and e.reverses_id is null
       and not exists (select 1 from ledger_entry r where r.reverses_id = e.id));
end;
drop trigger if exists number_stays;
create trigger number_stays before update of number on documents_document begin
  select raise(abort, '[sealed] a number once given stays') where old.number is not null and new.number is not old.number;
end;
drop trigger if exists document_starts_once;
create trigger document_starts_once before insert on documents_document begin
  select raise(abort, '[sealed] the document exists') where exists
    (select 1 from documents_document where id = new.id or public_id = new.public_id
      or (firm_id = new.firm_id and number = new.number));
end;
-- The index refuses it too, but OR REPLACE would take the older document away first.
drop trigger if exists reference_stands_once;
create trigger reference_stands_once before insert on documents_document
  when new.state = 'posted' and new.kind in ('supplier_bill', 'supplier_credit') begin
  select raise(abort, '[reference-taken] the supplier has another posted document with that reference') where exists
    (select 1 from documents_document where kind in ('supplier_bill', 'supplier_credit') and state = 'posted'
      and firm_id = new.firm_id and contact_id = new.contact_id and kind = new.kind and lower(memo) = lower(new.memo));
end;
drop trigger if exists reference_still_stands_once;
create trigger reference_still_stands_once
  before update of firm_id, contact_id, kind, memo, state on documents_document
  when new.state = 'posted' and new.kind in ('supplier_bill', 'supplier_credit') begin
  select raise(abort, '[reference-taken] the supplier has another posted document with that reference') where exists
    (select 1 from documents_document where kind in ('supplier_bill', 'supplier_credit') and state = 'posted'
      and firm_id = new.firm_id and contact_id = new.contact_id and kind = new.kind and lower(memo) = lower(new.memo)
      and id <> new.id);
end;
drop trigger if exists document_never_deleted;
create trigger document_never_deleted before delete on documents_document begin
  select raise(abort, '[sealed] a document is discarded, never deleted');
end;

drop trigger if exists posted_lines_stay_whole;
create trigger posted_lines_stay_whole before insert on documents_documentline begin
  select raise(abort, '[sealed] a posted document keeps its lines') where exists
    (select 1 from documents_document d where d.id = new.document_id and d.state <> 'draft'
     and (exists (select 1 from ledger_entry where document_id = d.id)
       or exists (select 1 from documents_allocation where recorded_by_id = d.id)));
end;
drop trigger if exists posted_lines_stay;
create trigger posted_lines_stay before update on documents_documentline begin
  select raise(abort, '[sealed] a posted document keeps its lines')
    where exists (select 1 from documents_document where id in (old.document_id, new.document_id) and state <> 'draft');
end;
drop trigger if exists posted_lines_never_deleted;
create trigger posted_lines_never_deleted before delete on documents_documentline begin
  select raise(abort, '[sealed] a posted document keeps its lines')
    where (select state from documents_document where id = old.document_id) <> 'draft';
end;

drop trigger if exists entry_has_document;
create trigger entry_has_document after insert on ledger_entry begin
  select raise(abort, '[cross-firm] an entry belongs to a document of its firm') where not exists
    (select 1 from documents_document where id = new.document_id and firm_id = new.firm_id);
  select raise(abort, '[sealed] the document stands in the ledger already') where new.reverses_id is null and exists
    (select 1 from ledger_entry e where e.document_id = new.document_id and e.reverses_id is null and e.id <> new.id
      and not exists (select 1 from ledger_entry r where r.reverses_id = e.id));
  select raise(abort, '[sealed] a reversal is of an entry of its document') where new.reverses_id is not null and not exists
    (select 1 from ledger_entry e where e.id = new.reverses_id and e.document_id = new.document_id and e.reverses_id is null);
  select raise(abort, '[sealed] a reversal is the mirror of its entry') where new.reverses_id is not null and exists
    (select 1 from ledger_line where entry_id in (new.id, new.reverses_id)
      group by account_id, matter_id, bank_id having sum(minor) <> 0);
end;
