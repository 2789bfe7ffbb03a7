-- The audit log is append-only.

drop trigger if exists audit_stays;
create trigger audit_stays before update on firms_audit begin
  select raise(abort, '[sealed] the audit log is append-only');
end;
drop trigger if exists audit_never_deleted;
create trigger audit_never_deleted before delete on firms_audit begin
  select raise(abort, '[sealed] the audit log is append-only');
end;
