-- By which policies the past was decided is not made up afterwards, not by the owner either. The past of a demo is invented, and so is
-- the version that decided in it.
create function refuse_backdated_activation() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.activated_at < date_trunc('milliseconds', now()) and not exists (select from spona_stamp where mode = 'demo') then
    raise exception 'An activation is recorded when it is made';
  end if;
  return new;
end $$;
create trigger policy_activation_is_recorded_when_made before insert on policy_activation
  for each row execute function refuse_backdated_activation();
revoke execute on function refuse_backdated_activation from public;
