-- As before, but a scope that is not the agency's to end is none, as an unknown one: not everybody who reaches a case is told who else does.
create or replace function end_scope(p_access uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  a case_access;
begin
  select * into a from case_access where id = p_access and ends_at > now() and scope not in ('OWN', 'COORDINATION', 'BREAK_GLASS')
    and v.agency_id in (granted_by_agency, agency_id) for update;
  if a.id is null or not case_reached(a.case_id) then
    raise exception 'no such scope' using errcode = 'SP404';
  end if;
  update case_access set ends_at = greatest(now(), starts_at) where id = a.id;
  return a.case_id;
end $$;
