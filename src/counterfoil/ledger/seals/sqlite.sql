-- What SQLite itself refuses in the ledger. Lines go in first; the entry is the seal.
-- A line whose entry never comes breaks its deferred foreign key at commit.

drop trigger if exists line_shut;
create trigger line_shut before insert on ledger_line begin
  select raise(abort, '[sealed] the entry is posted for ever') where exists (select 1 from ledger_entry where id = new.entry_id);
  select raise(abort, '[sealed] the line exists') where exists (select 1 from ledger_line where id = new.id);
  select raise(abort, '[not-whole] an amount is whole cents') where typeof(new.minor) <> 'integer';
  select raise(abort, '[trust-line-incomplete] a trust line names matter and bank')
    where (new.matter_id is null or new.bank_id is null)
      and (select slot from ledger_account where id = new.account_id) = 'TRUST_HELD';
end;

drop trigger if exists entry_seal;
create trigger entry_seal before insert on ledger_entry begin
  select raise(abort, '[sealed] the entry exists') where exists (select 1 from ledger_entry where id = new.id);
  select raise(abort, '[entry-unbalanced] the lines do not sum to zero')
    from (select count(*) as n, coalesce(sum(minor), 1) as off from ledger_line where entry_id = new.id)
    where n < 2 or n <> new.line_count or off <> 0;
  select raise(abort, '[line-differs] a line has another day or firm than its entry') from ledger_line
    where entry_id = new.id and (dated_on <> new.dated_on or firm_id <> new.firm_id);
  select raise(abort, '[line-differs] the day is no day') where new.dated_on is not date(new.dated_on);
  select raise(abort, '[chain-broken] the entry does not follow the head of the chain') where not exists
    (select 1 from ledger_chain where firm_id = new.firm_id and seq = new.seq - 1 and hash = new.prev_hash);
  select raise(abort, '[chain-broken] a hash has 64 digits') where length(new.hash) <> 64;
  select raise(abort, '[period-closed] the day lies in a closed period') from ledger_period p
    where p.firm_id = new.firm_id and p.closed_through >= new.dated_on
      and (p.ledger = 'general' or exists (
        select 1 from ledger_line l join ledger_account a on a.id = l.account_id
        where l.entry_id = new.id and a.type in ('trust_bank', 'trust_liability')));
end;

drop trigger if exists entry_sealed;
create trigger entry_sealed after insert on ledger_entry begin
  update ledger_chain set seq = new.seq, hash = new.hash where firm_id = new.firm_id;

  insert into ledger_accountmonth (firm_id, account_id, month, minor)
    select new.firm_id, account_id, cast(strftime('%Y%m', new.dated_on) as integer), sum(minor)
    from ledger_line where entry_id = new.id group by account_id
    on conflict (account_id, month) do update set minor = ledger_accountmonth.minor + excluded.minor;

  insert into ledger_mattermonth (firm_id, matter_id, account_id, bank_key, month, minor)
    select new.firm_id, l.matter_id, l.account_id, coalesce(l.bank_id, 0),
           cast(strftime('%Y%m', new.dated_on) as integer), sum(l.minor)
    from ledger_line l join ledger_account a on a.id = l.account_id
    where l.entry_id = new.id and l.matter_id is not null and a.slot in ('TRUST_HELD', 'RECEIVABLE')
    group by l.matter_id, l.account_id, l.bank_id
    on conflict (matter_id, account_id, bank_key, month) do update set minor = ledger_mattermonth.minor + excluded.minor;

  insert into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on)
    select distinct new.firm_id, l.matter_id, l.bank_id, 0, new.dated_on
    from ledger_line l join ledger_account a on a.id = l.account_id
    where l.entry_id = new.id and a.slot = 'TRUST_HELD'
      and not exists (select 1 from ledger_trustbalance b where b.matter_id = l.matter_id and b.bank_id = l.bank_id);
  update ledger_trustbalance set
      newest_on = max(newest_on, new.dated_on),
      minor = ledger_trustbalance.minor - moved.minor
    from (select l.matter_id, l.bank_id, sum(l.minor) as minor
          from ledger_line l join ledger_account a on a.id = l.account_id
          where l.entry_id = new.id and a.slot = 'TRUST_HELD' group by l.matter_id, l.bank_id) as moved
    where ledger_trustbalance.matter_id = moved.matter_id and ledger_trustbalance.bank_id = moved.bank_id;
end;

-- INSERT OR IGNORE would skip an update that a CHECK refuses; RAISE is not skipped.
drop trigger if exists trust_not_overdrawn;
create trigger trust_not_overdrawn before update on ledger_trustbalance begin
  select raise(abort, '[trust-overdrawn] a matter would hold less than nothing') where new.minor < 0;
  select raise(abort, '[sealed] a balance keeps its matter and bank')
    where new.matter_id <> old.matter_id or new.bank_id <> old.bank_id or new.firm_id <> old.firm_id;
end;
drop trigger if exists trust_starts_at_zero;
create trigger trust_starts_at_zero before insert on ledger_trustbalance begin
  select raise(abort, '[sealed] a trust balance starts at zero') where new.minor <> 0;
  select raise(abort, '[sealed] the trust balance exists')
    where exists (select 1 from ledger_trustbalance where matter_id = new.matter_id and bank_id = new.bank_id);
end;
drop trigger if exists trust_balance_stays;
create trigger trust_balance_stays before delete on ledger_trustbalance begin
  select raise(abort, '[sealed] a trust balance is never deleted');
end;

drop trigger if exists line_stays;
create trigger line_stays before update on ledger_line begin
  select raise(abort, '[sealed] posted is for ever');
end;
drop trigger if exists line_never_deleted;
create trigger line_never_deleted before delete on ledger_line begin
  select raise(abort, '[sealed] posted is for ever');
end;
drop trigger if exists entry_stays;
create trigger entry_stays before update on ledger_entry begin
  select raise(abort, '[sealed] posted is for ever');
end;
drop trigger if exists entry_never_deleted;
create trigger entry_never_deleted before delete on ledger_entry begin
  select raise(abort, '[sealed] posted is for ever');
end;

drop trigger if exists chain_moves_with_entries;
create trigger chain_moves_with_entries before update on ledger_chain begin
  select raise(abort, '[chain-broken] only a new entry moves the head of the chain')
    where new.firm_id <> old.firm_id or new.seq <> old.seq + 1 or not exists
      (select 1 from ledger_entry where firm_id = new.firm_id and seq = new.seq and hash = new.hash);
end;
drop trigger if exists chain_starts_empty;
create trigger chain_starts_empty before insert on ledger_chain begin
  select raise(abort, '[chain-broken] a chain starts empty')
    where new.seq <> 0 or exists (select 1 from ledger_chain where firm_id = new.firm_id);
end;
drop trigger if exists chain_never_deleted;
create trigger chain_never_deleted before delete on ledger_chain begin
  select raise(abort, '[chain-broken] a chain is never deleted');
end;

drop trigger if exists series_counts_up;
create trigger series_counts_up before update on ledger_series begin
  select raise(abort, '[number-gap] a series goes up by one')
    where new.next <> old.next + 1 or new.code <> old.code or new.firm_id <> old.firm_id;
end;
drop trigger if exists series_starts_once;
create trigger series_starts_once before insert on ledger_series begin
  select raise(abort, '[number-gap] the series exists')
    where exists (select 1 from ledger_series where firm_id = new.firm_id and code = new.code);
end;
drop trigger if exists series_never_deleted;
create trigger series_never_deleted before delete on ledger_series begin
  select raise(abort, '[number-gap] a series is never deleted');
end;

-- How far a ledger is closed may move; that there is a lock may not.
drop trigger if exists period_stays;
create trigger period_stays before update on ledger_period begin
  select raise(abort, '[sealed] a lock keeps its ledger') where new.firm_id <> old.firm_id or new.ledger <> old.ledger;
end;
drop trigger if exists period_starts_once;
create trigger period_starts_once before insert on ledger_period begin
  select raise(abort, '[sealed] the lock exists')
    where exists (select 1 from ledger_period where firm_id = new.firm_id and ledger = new.ledger);
end;
drop trigger if exists period_never_deleted;
create trigger period_never_deleted before delete on ledger_period begin
  select raise(abort, '[sealed] a lock is never deleted');
end;

drop trigger if exists account_keeps_its_nature;
create trigger account_keeps_its_nature before update on ledger_account begin
  select raise(abort, '[account-in-use] an account with lines keeps its type and function')
    where (new.type <> old.type or new.slot is not old.slot)
      and exists (select 1 from ledger_line where account_id = old.id);
end;
