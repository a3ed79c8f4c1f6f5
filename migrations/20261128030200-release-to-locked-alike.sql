-- As before, but a release to an officer who is locked out of the case is made like any other: a refusal would tell the desk of his
-- conflict of interest. It opens nothing to him, since no row of the case is there for him.
create or replace function release_to_officer(p_table text, p_record uuid, p_categories text[], p_staff uuid, p_reason text, p_hours integer) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  o record;
  s staff;
  made officer_release;
begin
  select * into o from record_place(p_table, p_record);
  if o.custodian_id is distinct from v.agency_id or not case_unlocked(o.case_id) then
    raise exception 'no such record' using errcode = 'SP404';
  end if;
  select x.* into s from staff x join agency g on g.id = x.agency_id and g.status = 'ACTIVE'
  where x.id = p_staff and x.active and x.agency_id <> v.agency_id
    and exists (select from case_access a where a.case_id = o.case_id and a.agency_id = x.agency_id and a.scope <> 'COORDINATION'
      and (a.staff_id is null or a.staff_id = x.id) and a.starts_at <= now() and a.ends_at > now());
  if viewer_proof() is distinct from 'PROVEN' or s.id is null then
    raise exception 'nobody to release it to, or not the viewer''s to release' using errcode = 'SP403';
  end if;
  if p_table = 'participant' and exists (select from unnest(p_categories) k(category) where not exists (
       select from participant p, unnest(p.roles) as r(role) where p.id = p_record
         and split_part(k.category, '.', 1) = lower(replace(r.role, '_', '-')))) then
    raise exception 'of no role of this person' using errcode = 'check_violation';
  end if;
  insert into officer_release (case_id, holder_id, released_by, record_id, categories, agency_id, staff_id, reason, hours, ends_at)
  values (o.case_id, v.agency_id, v.id, p_record, p_categories, s.agency_id, s.id, p_reason, p_hours, now() + make_interval(hours => p_hours))
  returning * into made;
  insert into case_grant (case_id, condition, source_id, agency_id, staff_id, categories, holder_id, record_id, ends_at)
  values (made.case_id, 'release', made.id, made.agency_id, made.staff_id, made.categories, made.holder_id, made.record_id, made.ends_at);
  return made.id;
end $$;
