-- What PostgreSQL itself refuses of attached files.

create or replace function practice_attachment_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception '[sealed] an attached file is taken off, never deleted';
  end if;
  if old.removed_at is not null or new.removed_at is null or length(new.content) > 0
      or (new.firm_id, new.document_id, new.public_id, new.name, new.size_bytes, new.sha256, new.attached_by_id,
          new.attached_at)
         is distinct from
         (old.firm_id, old.document_id, old.public_id, old.name, old.size_bytes, old.sha256, old.attached_by_id,
          old.attached_at) then
    raise exception '[sealed] an attached file stays as it came; it can be taken off';
  end if;
  return new;
end $$;

create or replace trigger attachment_stays before update or delete on practice_attachment
  for each row execute function practice_attachment_stays();
