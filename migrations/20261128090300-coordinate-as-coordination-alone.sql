-- As before, and whatever scope an agency may hold, nobody coordinates who is not of an agency of coordination.
create or replace function case_coordinated(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return coordinated_area() is not null and exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
    and case_unlocked(p_case);
