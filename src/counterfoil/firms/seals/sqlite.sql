-- The audit log is append-only.

drop trigger if exists audit_begins_once;
create trigger audit_begins_once before insert on firms_audit begin
  select raise(abort, '[sealed] the audit log is append-only') where exists (select 1 from firms_audit where id = new.id);
end;
drop trigger if exists audit_stays;
create trigger audit_stays before update on firms_audit begin
  select raise(abort, '[sealed] the audit log is append-only');
end;
drop trigger if exists audit_never_deleted;
create trigger audit_never_deleted before delete on firms_audit begin
  select raise(abort, '[sealed] the audit log is append-only');
end;
