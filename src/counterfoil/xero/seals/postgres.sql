-- What was signed off is kept as it was seen.

create or replace function xero_signed_stays() returns trigger language plpgsql as $$
begin
  raise exception '[sealed] what was signed is never changed';
end $$;

create or replace trigger signed_stays before update or delete on xero_signedcomparison
  for each row execute function xero_signed_stays();
create or replace trigger signed_not_emptied before truncate on xero_signedcomparison
  for each statement execute function xero_signed_stays();
