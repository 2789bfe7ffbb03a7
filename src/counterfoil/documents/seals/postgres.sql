-- What PostgreSQL itself refuses of documents.

create or replace function documents_allocation_settles() returns trigger language plpgsql as $$
begin
  update documents_document set settled_minor = settled_minor + new.minor where id in (new.target_id, new.source_id);
  return null;
end $$;

create or replace function documents_refuse() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] it is undone by another row, never changed';
end $$;

create or replace function documents_posted_stays() returns trigger language plpgsql as $$
begin
  if new.settled_minor <> old.settled_minor then
    if pg_trigger_depth() < 2 then
      raise exception '[sealed] what is settled moves only with allocations';
    end if;
    if new.settled_minor < 0 or new.settled_minor > new.total_minor then
      raise exception '[bill-over-paid] a document is settled by at most its total';
    end if;
  end if;
  if old.number is not null and new.number is distinct from old.number then
    raise exception '[sealed] a number once given stays';
  end if;
  if old.state in ('reversed', 'discarded', 'closed') then
    raise exception '[step-not-allowed] a document that ended stays as it is';
  end if;
  if old.state <> 'draft' then
    if new.state <> 'draft' and
        (new.firm_id, new.kind, new.dated_on, new.due_on, new.matter_id, new.contact_id, new.bank_id, new.memo,
         new.total_minor, new.content, new.version, new.related_id)
        is distinct from
        (old.firm_id, old.kind, old.dated_on, old.due_on, old.matter_id, old.contact_id, old.bank_id, old.memo,
         old.total_minor, old.content, old.version, old.related_id) then
      raise exception '[sealed] a posted document keeps what was posted';
    end if;
    if (new.public_id, new.entered_by_id, new.entered_at, new.request_key, new.request_sha256)
        is distinct from
       (old.public_id, old.entered_by_id, old.entered_at, old.request_key, old.request_sha256) then
      raise exception '[sealed] a document keeps who entered it and what was asked';
    end if;
    if new.state <> old.state and new.settled_minor <> 0 then
      raise exception '[document-settled] something is allocated to it';
    end if;
    if old.state = 'posted' and new.state <> 'posted' and exists
        (select 1 from ledger_entry e where e.document_id = old.id and e.reverses_id is null
         and not exists (select 1 from ledger_entry r where r.reverses_id = e.id)) then
      raise exception '[sealed] a posted document leaves the books with a reversal';
    end if;
  end if;
  return new;
end $$;

-- As in the ledger's seals, the planner is held to keys: plans are kept while tables grow.
create or replace function documents_lines_join() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from (select distinct document_id from fresh) f
             cross join lateral (select state from documents_document where id = f.document_id offset 0) d
             where d.state <> 'draft'
             and ((select count(*) from ledger_entry where document_id = f.document_id) > 0
               or (select count(*) from documents_allocation where recorded_by_id = f.document_id) > 0)) then
    raise exception '[sealed] a posted document keeps its lines';
  end if;
  return null;
end $$;

create or replace function documents_lines_stay() returns trigger language plpgsql as $$
begin
  if exists (select 1 from documents_document where state <> 'draft'
             and id in (old.document_id, case tg_op when 'UPDATE' then new.document_id end)) then
    raise exception '[sealed] a posted document keeps its lines';
  end if;
  return coalesce(new, old);
end $$;

create or replace function documents_entry_has_document() returns trigger language plpgsql
set enable_seqscan = off as $$
begin
  if (select firm_id from documents_document where id = new.document_id) is distinct from new.firm_id then
    raise exception '[cross-firm] an entry belongs to a document of its firm';
  end if;
  if new.reverses_id is null then
    if exists (select 1 from ledger_entry e where e.document_id = new.document_id and e.reverses_id is null
               and e.id <> new.id
               and (select count(*) from ledger_entry r where r.reverses_id = e.id) = 0) then
      raise exception '[sealed] the document stands in the ledger already';
    end if;
  elsif not exists (select 1 from ledger_entry e where e.id = new.reverses_id and e.document_id = new.document_id
                    and e.reverses_id is null) then
    raise exception '[sealed] a reversal is of an entry of its document';
  end if;
  return null;
end $$;

-- The index `supplier_reference` holds it when two transactions race; this says it in words.
create or replace function documents_reference_stands_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from documents_document where kind in ('supplier_bill', 'supplier_credit') and state = 'posted'
             and firm_id = new.firm_id and contact_id = new.contact_id and kind = new.kind
             and lower(memo) = lower(new.memo) and id <> new.id) then
    raise exception '[reference-taken] the supplier has another posted document with that reference';
  end if;
  return new;
end $$;

create or replace trigger allocation_settles after insert on documents_allocation
  for each row execute function documents_allocation_settles();
create or replace trigger allocation_stays before update or delete on documents_allocation
  for each row execute function documents_refuse();
create or replace trigger allocation_not_emptied before truncate on documents_allocation
  for each statement execute function documents_refuse();
create or replace trigger posted_stays before update on documents_document
  for each row execute function documents_posted_stays();
create or replace trigger reference_stands_once
  before insert or update of firm_id, contact_id, kind, memo, state on documents_document for each row
  when (new.state = 'posted' and new.kind in ('supplier_bill', 'supplier_credit'))
  execute function documents_reference_stands_once();
create or replace trigger document_never_deleted before delete on documents_document
  for each row execute function documents_refuse();
create or replace trigger document_not_emptied before truncate on documents_document
  for each statement execute function documents_refuse();
create or replace trigger posted_lines_join after insert on documents_documentline referencing new table as fresh
  for each statement execute function documents_lines_join();
create or replace trigger posted_lines_stay before update or delete on documents_documentline
  for each row execute function documents_lines_stay();
create or replace trigger entry_has_document after insert on ledger_entry
  for each row execute function documents_entry_has_document();
