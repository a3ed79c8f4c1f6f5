-- As before, but the assignment that comes with an emergency access is that person's, and none of his agency's: to assign him is a row of
-- its own, which stays when the emergency is over, and what ends assignments does not find it.

create or replace function assign_tie(p_case uuid, p_unit uuid, p_staff uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  tie uuid;
begin
  if not case_reached(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  if not exists (select from unit u where u.id = p_unit and u.agency_id = v.agency_id)
     and not exists (select from staff s where s.id = p_staff and s.agency_id = v.agency_id and s.active) then
    raise exception 'no such unit or person in the agency' using errcode = 'SP403';
  end if;
  select t.id into tie from case_tie t where t.case_id = p_case and t.agency_id = v.agency_id and t.ends_at > now()
    and t.emergency_id is null and t.unit_id is not distinct from p_unit and t.staff_id is not distinct from p_staff;
  if tie is null then
    insert into case_tie (case_id, agency_id, unit_id, staff_id, assigned_by)
    values (p_case, v.agency_id, p_unit, p_staff, v.id) returning id into tie;
  end if;
  return tie;
end $$;

create or replace function end_tie(p_tie uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  t case_tie;
begin
  select * into t from case_tie where id = p_tie and agency_id = v.agency_id and emergency_id is null and ends_at > now() for update;
  if t.id is null or not case_reached(t.case_id) then
    raise exception 'no such assignment' using errcode = 'SP404';
  end if;
  update case_tie set ends_at = greatest(now(), starts_at) where id = t.id;
  return t.case_id;
end $$;
