-- The audit log is append-only.

create or replace function firms_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] the audit log is append-only';
end $$;

create or replace trigger audit_stays before update or delete on firms_audit
  for each row execute function firms_audit_stays();
create or replace trigger audit_not_emptied before truncate on firms_audit
  for each statement execute function firms_audit_stays();
