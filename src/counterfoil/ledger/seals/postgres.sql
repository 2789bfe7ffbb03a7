-- What PostgreSQL itself refuses in the ledger. The entry goes in first and declares how many lines it has;
-- its lines follow in one INSERT of the same transaction, and the statement's trigger seals them.

alter table ledger_entry add column if not exists made_in xid8;

create or replace function ledger_entry_seal() returns trigger language plpgsql as $$
begin
  new.made_in := pg_current_xact_id();
  if length(new.hash) <> 64 or not exists
      (select 1 from ledger_chain where firm_id = new.firm_id and seq = new.seq - 1 and hash = new.prev_hash) then
    raise exception '[chain-broken] the entry does not follow the head of the chain';
  end if;
  if new.line_count < 2 then
    raise exception '[entry-unbalanced] an entry has at least two lines';
  end if;
  if exists (select 1 from ledger_period where firm_id = new.firm_id and ledger = 'general'
             and closed_through >= new.dated_on) then
    raise exception '[period-closed] the day lies in a closed period';
  end if;
  return new;
end $$;

create or replace function ledger_entry_sealed() returns trigger language plpgsql as $$
begin
  update ledger_chain set seq = new.seq, hash = new.hash where firm_id = new.firm_id;
  return null;
end $$;

-- Plans are kept, and one made while the tables were small would read them whole for ever after. `offset 0` and
-- `enable_seqscan` hold the planner to looking each line's account up by its key.
create or replace function ledger_lines_seal() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  posted ledger_entry; moved record; lines bigint; total bigint;
  strange boolean; incomplete boolean; moves_trust boolean; of_matter boolean; of_trust boolean;
begin
  select * into posted from ledger_entry where id = (select entry_id from fresh limit 1);
  select count(*), sum(f.minor),
         bool_or((f.entry_id, f.dated_on, f.firm_id) is distinct from (posted.id, posted.dated_on, posted.firm_id)),
         bool_or(a.slot = 'TRUST_HELD' and (f.matter_id is null or f.bank_id is null)),
         bool_or(a.type in ('trust_bank', 'trust_liability')),
         bool_or(f.matter_id is not null and a.slot in ('TRUST_HELD', 'RECEIVABLE')),
         bool_or(a.slot = 'TRUST_HELD')
    into lines, total, strange, incomplete, moves_trust, of_matter, of_trust
    from fresh f left join lateral (select type, slot from ledger_account where id = f.account_id offset 0) a on true;
  if lines = 0 then
    return null;
  elsif posted.made_in is distinct from pg_current_xact_id() then
    raise exception '[sealed] the entry is posted for ever';
  elsif strange then
    raise exception '[line-differs] a line has another day or firm than its entry, or is of another entry';
  elsif incomplete then
    raise exception '[trust-line-incomplete] a trust line names matter and bank';
  elsif moves_trust and exists (select 1 from ledger_period where firm_id = posted.firm_id and ledger = 'trust'
                                and closed_through >= posted.dated_on) then
    raise exception '[period-closed] the day lies in a closed trust period';
  elsif lines <> posted.line_count or total <> 0
      or (select count(*) from ledger_line where entry_id = posted.id) <> lines then
    raise exception '[entry-unbalanced] the lines do not sum to zero';
  end if;

  insert into ledger_accountmonth as kept (firm_id, account_id, month, minor)
    select firm_id, account_id, extract(year from dated_on)::int * 100 + extract(month from dated_on)::int, sum(minor)
    from fresh group by 1, 2, 3 order by 2
    on conflict (account_id, month) do update set minor = kept.minor + excluded.minor;

  if of_matter then
    insert into ledger_mattermonth as kept (firm_id, matter_id, account_id, bank_key, month, minor)
      select f.firm_id, f.matter_id, f.account_id, coalesce(f.bank_id, 0),
             extract(year from f.dated_on)::int * 100 + extract(month from f.dated_on)::int, sum(f.minor)
      from fresh f join ledger_account a on a.id = f.account_id
      where f.matter_id is not null and a.slot in ('TRUST_HELD', 'RECEIVABLE')
      group by 1, 2, 3, 4, 5 order by 2, 3, 4
      on conflict (matter_id, account_id, bank_key, month) do update set minor = kept.minor + excluded.minor;
  end if;

  if of_trust then
    for moved in
      select f.matter_id, f.bank_id, -sum(f.minor) as minor
      from fresh f join ledger_account a on a.id = f.account_id where a.slot = 'TRUST_HELD' group by 1, 2 order by 1, 2
    loop
      update ledger_trustbalance set minor = minor + moved.minor, newest_on = greatest(newest_on, posted.dated_on)
        where matter_id = moved.matter_id and bank_id = moved.bank_id;
      if not found then
        insert into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on)
          values (posted.firm_id, moved.matter_id, moved.bank_id, moved.minor, posted.dated_on);
      end if;
    end loop;
  end if;
  return null;
end $$;

create or replace function ledger_entry_complete() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from ledger_line where entry_id = new.id
                 having count(*) = new.line_count and sum(minor) = 0) then
    raise exception '[entry-unbalanced] the entry lacks its lines';
  end if;
  if new.reverses_id is not null and exists
      (select 1 from ledger_line where entry_id in (new.id, new.reverses_id)
       group by account_id, matter_id, bank_id having sum(minor) <> 0) then
    raise exception '[sealed] a reversal is the mirror of its entry';
  end if;
  return null;
end $$;

create or replace function ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] posted is for ever';
end $$;

create or replace function ledger_only_by_seal() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception '[sealed] balances move only with entries';
  end if;
  return coalesce(new, old);
end $$;

create or replace function ledger_trust_guard() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception '[sealed] balances move only with entries';
  end if;
  if new.minor < 0 then
    raise exception '[trust-overdrawn] a matter would hold less than nothing';
  end if;
  return new;
end $$;

create or replace function ledger_chain_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception '[chain-broken] a chain is never deleted';
  elsif tg_op = 'INSERT' then
    if new.seq <> 0 then raise exception '[chain-broken] a chain starts empty'; end if;
  elsif new.firm_id <> old.firm_id or new.seq <> old.seq + 1 or not exists
      (select 1 from ledger_entry where firm_id = new.firm_id and seq = new.seq and hash = new.hash) then
    raise exception '[chain-broken] only a new entry moves the head of the chain';
  end if;
  return coalesce(new, old);
end $$;

create or replace function ledger_series_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.next <> old.next + 1 or new.code <> old.code or new.firm_id <> old.firm_id then
    raise exception '[number-gap] a series goes up by one and is never deleted';
  end if;
  return new;
end $$;

create or replace function ledger_period_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.firm_id, new.ledger) is distinct from (old.firm_id, old.ledger) then
    raise exception '[sealed] a lock keeps its ledger and is never deleted';
  end if;
  return new;
end $$;

create or replace function ledger_account_guard() returns trigger language plpgsql as $$
begin
  if (new.type <> old.type or new.slot is distinct from old.slot)
      and exists (select 1 from ledger_line where account_id = old.id) then
    raise exception '[account-in-use] an account with lines keeps its type and function';
  end if;
  return new;
end $$;

create or replace trigger entry_seal before insert on ledger_entry for each row execute function ledger_entry_seal();
create or replace trigger entry_sealed after insert on ledger_entry for each row execute function ledger_entry_sealed();
drop trigger if exists entry_complete on ledger_entry;
create constraint trigger entry_complete after insert on ledger_entry deferrable initially deferred
  for each row execute function ledger_entry_complete();
create or replace trigger lines_seal after insert on ledger_line referencing new table as fresh
  for each statement execute function ledger_lines_seal();
create or replace trigger entry_stays before update or delete on ledger_entry
  for each row execute function ledger_refuse();
create or replace trigger line_stays before update or delete on ledger_line
  for each row execute function ledger_refuse();
create or replace trigger entry_not_emptied before truncate on ledger_entry
  for each statement execute function ledger_refuse();
create or replace trigger line_not_emptied before truncate on ledger_line
  for each statement execute function ledger_refuse();
create or replace trigger balance_by_seal before insert or update or delete on ledger_accountmonth
  for each row execute function ledger_only_by_seal();
create or replace trigger balance_by_seal before insert or update or delete on ledger_mattermonth
  for each row execute function ledger_only_by_seal();
create or replace trigger trust_not_overdrawn before insert or update on ledger_trustbalance
  for each row execute function ledger_trust_guard();
create or replace trigger trust_balance_stays before delete on ledger_trustbalance
  for each row execute function ledger_only_by_seal();
create or replace trigger chain_guard before insert or update or delete on ledger_chain
  for each row execute function ledger_chain_guard();
create or replace trigger series_counts_up before update or delete on ledger_series
  for each row execute function ledger_series_guard();
create or replace trigger period_stays before update or delete on ledger_period
  for each row execute function ledger_period_guard();
create or replace trigger account_keeps_its_nature before update on ledger_account
  for each row execute function ledger_account_guard();
