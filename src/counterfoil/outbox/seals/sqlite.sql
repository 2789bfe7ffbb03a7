-- What SQLite itself refuses of the outbox.

drop trigger if exists item_stays_true;
create trigger item_stays_true before update on outbox_item begin
  select raise(abort, '[sealed] a confirmed item keeps what was sent')
    where old.state = 'confirmed' and (new.state <> old.state or new.remote_id is not old.remote_id
      or new.body is not old.body or new.body_sha256 is not old.body_sha256);
  select raise(abort, '[sealed] an item keeps what it copies')
    where new.destination_id <> old.destination_id or new.firm_id <> old.firm_id or new.source_kind <> old.source_kind
      or new.source_id <> old.source_id or new.part <> old.part or new.operation <> old.operation
      or new.version <> old.version or new.marker <> old.marker or new.snapshot <> old.snapshot
      or new.resource <> old.resource or new.type <> old.type;
  select raise(abort, '[fence-lost] fence and generation only grow')
    where new.fence < old.fence or new.generation < old.generation;
end;
drop trigger if exists item_never_deleted;
create trigger item_never_deleted before delete on outbox_item begin
  select raise(abort, '[sealed] an item is cancelled, never deleted');
end;

drop trigger if exists attempt_stays;
create trigger attempt_stays before update on outbox_attempt begin
  select raise(abort, '[sealed] an attempt is answered once')
    where old.answered_at is not null or new.item_id <> old.item_id or new.key <> old.key
      or new.body_sha256 <> old.body_sha256 or new.fence <> old.fence or new.generation <> old.generation;
end;
drop trigger if exists attempt_never_deleted;
create trigger attempt_never_deleted before delete on outbox_attempt begin
  select raise(abort, '[sealed] attempts are kept');
end;
drop trigger if exists link_never_deleted;
create trigger link_never_deleted before delete on outbox_link begin
  select raise(abort, '[sealed] a link is ended, never deleted');
end;
drop trigger if exists link_stays;
create trigger link_stays before update on outbox_link begin
  select raise(abort, '[sealed] a link is ended, never changed')
    where new.firm_id <> old.firm_id or new.destination_id <> old.destination_id or new.item_id <> old.item_id
      or new.source_kind <> old.source_kind or new.source_id <> old.source_id or new.part <> old.part
      or new.remote_id <> old.remote_id or new.other_id <> old.other_id or new.linked_at <> old.linked_at
      or (old.ended_at is not null and new.ended_at is not old.ended_at);
end;
drop trigger if exists dependency_stays;
create trigger dependency_stays before update on outbox_dependency begin
  select raise(abort, '[sealed] an item waits for what it leans on');
end;
drop trigger if exists dependency_never_deleted;
create trigger dependency_never_deleted before delete on outbox_dependency begin
  select raise(abort, '[sealed] an item waits for what it leans on');
end;
drop trigger if exists destination_stays;
create trigger destination_stays before update of remote_id on outbox_destination begin
  select raise(abort, '[sealed] a destination leads to one place') where new.remote_id <> old.remote_id;
end;
drop trigger if exists fence_never_deleted;
create trigger fence_never_deleted before delete on outbox_lease begin
  select raise(abort, '[fence-lost] a fence is never deleted');
end;
drop trigger if exists epoch_never_deleted;
create trigger epoch_never_deleted before delete on outbox_epoch begin
  select raise(abort, '[fence-lost] an epoch is never deleted');
end;
drop trigger if exists fence_grows;
create trigger fence_grows before update on outbox_lease begin
  select raise(abort, '[fence-lost] a fence only grows') where new.fence < old.fence;
end;
drop trigger if exists epoch_grows;
create trigger epoch_grows before update on outbox_epoch begin
  select raise(abort, '[fence-lost] an epoch only grows') where new.number < old.number;
end;
