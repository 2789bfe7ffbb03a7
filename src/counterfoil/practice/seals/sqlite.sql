-- What SQLite itself refuses of attached files.

drop trigger if exists attachment_stays;
create trigger attachment_stays before update on practice_attachment begin
  select raise(abort, '[sealed] an attached file stays as it came; it can be taken off')
    where old.removed_at is not null or new.removed_at is null or length(new.content) > 0
      or new.firm_id <> old.firm_id or new.document_id <> old.document_id or new.public_id <> old.public_id
      or new.name <> old.name or new.size_bytes <> old.size_bytes or new.sha256 <> old.sha256
      or new.attached_by_id is not old.attached_by_id or new.attached_at <> old.attached_at;
end;
drop trigger if exists attachment_never_deleted;
create trigger attachment_never_deleted before delete on practice_attachment begin
  select raise(abort, '[sealed] an attached file is taken off, never deleted');
end;
drop trigger if exists attachment_starts_once;
create trigger attachment_starts_once before insert on practice_attachment begin
  select raise(abort, '[sealed] the file is attached already') where exists
    (select 1 from practice_attachment where id = new.id or public_id = new.public_id
      or (document_id = new.document_id and sha256 = new.sha256 and removed_at is null and new.removed_at is null));
end;
