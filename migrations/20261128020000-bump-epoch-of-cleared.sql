-- Of what is added to a case, a respondent who was cleared already can turn a decision: what stood against nobody stands no more. What
-- is corrected bumps the epoch already.
create function bump_case_epoch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into case_epoch (case_id, changed_by) values (new.case_id, pg_current_xact_id())
  on conflict (case_id) do update set changed_by = excluded.changed_by where case_epoch.changed_by <> excluded.changed_by;
  return null;
end $$;
revoke execute on function bump_case_epoch from public;
create trigger bump_cleared after insert on participant
  for each row when (new.status = 'CLEARED') execute function bump_case_epoch();
