-- The audit log is append-only. The accounting package is chosen once.

create or replace function firms_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] the audit log is append-only';
end $$;

-- For every table of every room; sealing.py puts the triggers on.
create or replace function firms_never_emptied() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] a table of the books is never emptied';
end $$;

create or replace function firms_keeps_firm() returns trigger language plpgsql as $$
begin
  raise exception '[cross-firm] % stays with its firm', tg_table_name;
end $$;

create or replace trigger audit_stays before update or delete on firms_audit
  for each row execute function firms_audit_stays();
create or replace trigger audit_not_emptied before truncate on firms_audit
  for each statement execute function firms_audit_stays();

create or replace function firms_package_stays() returns trigger language plpgsql as $$
begin
  raise exception '[package-chosen] the accounting package was chosen before';
end $$;

create or replace trigger package_stays before update on firms_firm for each row
  when (old.package <> '' and (new.package, new.package_by_id, new.package_at)
    is distinct from (old.package, old.package_by_id, old.package_at))
  execute function firms_package_stays();
