-- The policies by version: what they said, under the hash of what it means, and which of them decides from when. Both are only added
-- to, so that it can be told afterwards by what an answer was decided. The serving role reads; only the owner activates.

create table policy_version (
  version text primary key check (version ~ '^[0-9a-f]{64}$'),
  -- {path: text} of the files that decide
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  registered_at timestamptz not null default now()
);

create table policy_activation (
  id bigint generated always as identity primary key,
  version text not null references policy_version,
  effective_from timestamptz not null,
  activated_at timestamptz not null,
  activated_by text not null,
  -- What has been decided stays decided.
  check (effective_from >= activated_at)
);
create index on policy_activation (effective_from desc, id desc);

create function refuse_policy_change() returns trigger language plpgsql as $$
begin
  raise exception 'Versions of the policies and their activations are kept as they are';
end $$;
create trigger policy_version_is_final before update or delete or truncate on policy_version
  for each statement execute function refuse_policy_change();
create trigger policy_activation_is_final before update or delete or truncate on policy_activation
  for each statement execute function refuse_policy_change();

grant select on policy_version, policy_activation to spona_serving;
call watch_policy('policy_activation');

-- The version in force at an instant: none before the first activation. A set, so that it becomes a part of the statement that asks.
create function policy_version_at(p_at timestamptz) returns setof text language sql stable parallel safe
begin atomic
  select a.version from policy_activation a where a.effective_from <= p_at order by a.effective_from desc, a.id desc limit 1;
end;

-- Without a time the activation takes effect at once. Its time is cut to milliseconds, as clients count it.
create function activate_policy(p_version text, p_content jsonb, p_from timestamptz, p_by text) returns timestamptz
language plpgsql set search_path = public, pg_temp as $$
declare
  at_once timestamptz;
  effective timestamptz;
begin
  -- One after the other: what is activated later has the later number.
  lock table policy_activation in share row exclusive mode;
  at_once := date_trunc('milliseconds', clock_timestamp());
  effective := coalesce(p_from, at_once);
  if effective < at_once then
    raise exception 'An activation cannot take effect in the past';
  end if;
  insert into policy_version (version, content) values (p_version, p_content) on conflict do nothing;
  insert into policy_activation (version, effective_from, activated_at, activated_by) values (p_version, effective, at_once, p_by);
  perform pg_notify('policy', p_version);
  return effective;
end $$;

revoke execute on function refuse_policy_change, policy_version_at, activate_policy from public;
grant execute on function policy_version_at to spona_serving;
