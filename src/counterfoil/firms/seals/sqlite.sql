-- The audit log is append-only. The accounting package is chosen once.

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

drop trigger if exists firm_begins_once;
create trigger firm_begins_once before insert on firms_firm begin
  select raise(abort, '[sealed] the firm exists')
    where exists (select 1 from firms_firm where id = new.id or public_id = new.public_id);
end;
drop trigger if exists package_stays;
create trigger package_stays before update of package, package_by_id, package_at on firms_firm begin
  select raise(abort, '[package-chosen] the accounting package was chosen before') where old.package <> ''
    and (new.package is not old.package or new.package_by_id is not old.package_by_id
      or new.package_at is not old.package_at);
end;
