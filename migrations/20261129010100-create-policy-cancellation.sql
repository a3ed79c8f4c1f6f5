-- An activation that waits for its moment can be taken back, by the owner alone and until that moment: then it decides nothing, and
-- what decides before it goes on. Who did so and when is only added to as well.

create table policy_cancellation (
  activation_id bigint primary key references policy_activation,
  cancelled_at timestamptz not null,
  cancelled_by text not null
);
create trigger policy_cancellation_is_final before update or delete or truncate on policy_cancellation
  for each statement execute function refuse_policy_change();
grant select on policy_cancellation to spona_serving;
call watch_policy('policy_cancellation');

-- Looked at when it is committed: until then every hub decides without it.
create function refuse_late_cancellation() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.cancelled_at < date_trunc('milliseconds', now())
    or exists (select from policy_activation a where a.id = new.activation_id and a.effective_from <= clock_timestamp())
  then
    raise exception 'An activation is cancelled before it takes effect: what has been decided stays decided'
      using errcode = 'check_violation', constraint = 'policy_cancellation_is_in_time';
  end if;
  return null;
end $$;
create constraint trigger policy_cancellation_is_in_time after insert on policy_cancellation
  deferrable initially deferred for each row execute function refuse_late_cancellation();

create or replace function policy_version_at(p_at timestamptz) returns setof text language sql stable parallel safe
begin atomic
  select a.version from policy_activation a
  where a.effective_from <= p_at and not exists (select from policy_cancellation c where c.activation_id = a.id)
  order by a.effective_from desc, a.id desc limit 1;
end;

-- Whatever waits for that time, to the millisecond: an activation that was replaced by a later one for it does not come back. Answers how
-- many activations there were.
create function cancel_policy(p_from timestamptz, p_by text) returns int
language plpgsql set search_path = public, pg_temp as $$
declare
  cancelled int;
begin
  -- As for activations: one after the other.
  lock table policy_activation in share row exclusive mode;
  insert into policy_cancellation (activation_id, cancelled_at, cancelled_by)
    select a.id, date_trunc('milliseconds', clock_timestamp()), p_by from policy_activation a
    where date_trunc('milliseconds', a.effective_from) = p_from and not exists (select from policy_cancellation c where c.activation_id = a.id);
  get diagnostics cancelled = row_count;
  perform pg_notify('policy', '');
  return cancelled;
end $$;

revoke execute on function refuse_late_cancellation, cancel_policy from public;
