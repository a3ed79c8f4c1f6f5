-- As before, but a coordinator is told of agreements those that he may read, of agencies of his area, also where he asks why somebody
-- from another area sees a field.
create or replace function facts_at(p_case uuid, p_agency uuid, p_staff uuid, p_purpose text, p_at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  overseen boolean := case_coordinated(p_case);
  -- What an emergency gave to this person, or to whomever, is told.
  personal boolean := overseen or coalesce(p_staff = viewer_staff(), false);
  t timestamptz := coalesce(p_at, now());
  works_in uuid := (select s.unit_id from staff s where s.id = p_staff and s.agency_id = p_agency);
begin
  if not (overseen or coalesce(p_agency = viewer_agency(), false) and case_reached(p_case)) then
    return null;
  end if;
  return (
    with begun as (
      select * from case_access a where a.case_id = p_case and a.agency_id = p_agency and a.scope <> 'COORDINATION' and a.starts_at <= t
        and (a.staff_id is null or personal and (p_staff is null or a.staff_id = p_staff))
    ), reaching as (
      select * from begun a where a.ends_at > t and (a.staff_id is null or a.staff_id = p_staff)
    ), ties as (
      select * from case_tie k where k.case_id = p_case and k.agency_id = p_agency and k.starts_at <= t and k.ends_at > t
        and (k.emergency_id is null or personal and (p_staff is null or k.staff_id = p_staff))
    ), granted as (
      select g.condition, g.categories, g.holder_id is not null or g.subject_id is not null or g.record_id is not null
        or g.staff_id is not null and p_staff is null as narrowed
      from case_grant g where g.case_id = p_case and g.agency_id = p_agency and g.starts_at <= t and g.ends_at > t
        and (g.staff_id is null or personal and (p_staff is null or g.staff_id = p_staff))
      union all
      select 'agreement', a.categories, true from agreement_party mine join agreement a on a.id = mine.agreement_id
      where mine.agency_id = p_agency and agreement_in_force(a, t)
        and (p_agency = viewer_agency() or exists (select from agreement_party p join agency g on g.id = p.agency_id
          where p.agreement_id = a.id and g.area_id = coordinated_area()))
    )
    select jsonb_build_object(
      -- Before, nothing is told at all.
      'since', (select min(a.starts_at) from case_access a where a.case_id = p_case
        and (overseen or a.agency_id = viewer_agency() and a.staff_id is null)),
      'personal', personal,
      -- Of a concealed agency it would tell whether it is in his area.
      'agreementsTold', p_agency = viewer_agency() or exists (select from agency g
        where g.id = p_agency and g.area_id = coordinated_area() and not g.concealed),
      'opener', exists (select from begun a where a.scope = 'OWN'),
      'openerConcealed', case when overseen then (select bool_or(g.concealed) from case_access a join agency g on g.id = a.agency_id
        where a.case_id = p_case and a.scope = 'OWN') end,
      'everReached', exists (select from begun),
      'reached', exists (select from reaching),
      'scopes', (select coalesce(jsonb_agg(jsonb_build_object('scope', a.scope, 'from', a.starts_at, 'until', nullif(a.ends_at, 'infinity'))
        order by a.starts_at, a.scope, a.ends_at), '[]') from reaching a where p_purpose = any (a.purposes)),
      'emergency', p_staff is null and exists (select from begun a where a.staff_id is not null and a.ends_at > t),
      'ties', case
        when p_staff is null then to_jsonb(array['NONE']
          || case when exists (select from ties k where k.unit_id is not null) then array['UNIT'] else '{}' end
          || case when exists (select from ties k where k.staff_id is not null) then array['NAMED'] else '{}' end)
        when exists (select from ties k where k.staff_id = p_staff) then '["NAMED"]'
        when exists (select from ties k where k.unit_id = works_in) then '["UNIT"]'
        else '["NONE"]' end,
      'locked', case when overseen then exists (select from case_lock l where l.case_id = p_case and l.locked_at <= t and l.ends_at > t
        and (l.staff_id = p_staff or l.unit_id = works_in)) end,
      'agencyLocked', case when overseen then exists (select from case_lock l where l.case_id = p_case and l.agency_id = p_agency
        and l.locked_at <= t and l.ends_at > t) end,
      'grants', (select coalesce(jsonb_agg(distinct to_jsonb(g)), '[]') from granted g)));
end $$;
