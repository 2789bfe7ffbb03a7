-- What was signed off is kept as it was seen.

drop trigger if exists signed_begins_once;
create trigger signed_begins_once before insert on xero_signedcomparison begin
  select raise(abort, '[sealed] what was signed is never changed') where exists
    (select 1 from xero_signedcomparison where id = new.id or public_id = new.public_id);
end;
drop trigger if exists signed_stays;
create trigger signed_stays before update on xero_signedcomparison begin
  select raise(abort, '[sealed] what was signed is never changed');
end;
drop trigger if exists signed_never_deleted;
create trigger signed_never_deleted before delete on xero_signedcomparison begin
  select raise(abort, '[sealed] what was signed is never changed');
end;
