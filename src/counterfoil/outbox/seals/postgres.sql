-- What PostgreSQL itself refuses of the outbox.

create or replace function outbox_item_stays_true() returns trigger language plpgsql as $$
begin
  if old.state = 'confirmed' and (new.state, new.remote_id, new.body, new.body_sha256)
      is distinct from (old.state, old.remote_id, old.body, old.body_sha256) then
    raise exception '[sealed] a confirmed item keeps what was sent';
  end if;
  if (new.destination_id, new.firm_id, new.source_kind, new.source_id, new.part, new.operation, new.version, new.marker,
      new.snapshot, new.resource, new.type)
      is distinct from
     (old.destination_id, old.firm_id, old.source_kind, old.source_id, old.part, old.operation, old.version, old.marker,
      old.snapshot, old.resource, old.type) then
    raise exception '[sealed] an item keeps what it copies';
  end if;
  if new.fence < old.fence or new.generation < old.generation then
    raise exception '[fence-lost] fence and generation only grow';
  end if;
  return new;
end $$;

create or replace function outbox_refuse() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] it is kept for ever';
end $$;

create or replace function outbox_attempt_stays() returns trigger language plpgsql as $$
begin
  if old.answered_at is not null or (new.item_id, new.key, new.body_sha256, new.fence, new.generation)
      is distinct from (old.item_id, old.key, old.body_sha256, old.fence, old.generation) then
    raise exception '[sealed] an attempt is answered once';
  end if;
  return new;
end $$;

create or replace function outbox_link_stays() returns trigger language plpgsql as $$
begin
  if (new.firm_id, new.destination_id, new.item_id, new.source_kind, new.source_id, new.part, new.remote_id,
      new.other_id, new.linked_at)
      is distinct from
     (old.firm_id, old.destination_id, old.item_id, old.source_kind, old.source_id, old.part, old.remote_id,
      old.other_id, old.linked_at) or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception '[sealed] a link is ended, never changed';
  end if;
  return new;
end $$;

create or replace function outbox_destination_stays() returns trigger language plpgsql as $$
begin
  if new.remote_id <> old.remote_id then raise exception '[sealed] a destination leads to one place'; end if;
  return new;
end $$;

create or replace function outbox_fence_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.fence < old.fence then raise exception '[fence-lost] a fence only grows'; end if;
  return new;
end $$;

create or replace function outbox_epoch_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.number < old.number then raise exception '[fence-lost] an epoch only grows'; end if;
  return new;
end $$;

create or replace trigger item_stays_true before update on outbox_item
  for each row execute function outbox_item_stays_true();
create or replace trigger item_never_deleted before delete on outbox_item
  for each row execute function outbox_refuse();
create or replace trigger item_not_emptied before truncate on outbox_item
  for each statement execute function outbox_refuse();
create or replace trigger attempt_stays before update on outbox_attempt
  for each row execute function outbox_attempt_stays();
create or replace trigger attempt_never_deleted before delete on outbox_attempt
  for each row execute function outbox_refuse();
create or replace trigger link_never_deleted before delete on outbox_link
  for each row execute function outbox_refuse();
create or replace trigger link_stays before update on outbox_link
  for each row execute function outbox_link_stays();
create or replace trigger dependency_stays before update or delete on outbox_dependency
  for each row execute function outbox_refuse();
create or replace trigger destination_stays before update on outbox_destination
  for each row execute function outbox_destination_stays();
create or replace trigger fence_grows before update or delete on outbox_lease
  for each row execute function outbox_fence_grows();
create or replace trigger epoch_grows before update or delete on outbox_epoch
  for each row execute function outbox_epoch_grows();
