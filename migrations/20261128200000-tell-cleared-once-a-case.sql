-- Whether every respondent of a case was cleared is a fact of the case: it is asked once a case, and no longer once a row.

-- Of most cases nobody was cleared: an index that holds hardly anything tells so before anybody else is asked about.
create index participant_cleared on participant (case_id) where status = 'CLEARED';

-- Every respondent whom the viewer reaches, by his own agency's record or by a scope on the case, was cleared; false where there is none.
create function case_cleared(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return coalesce((select bool_and(p.status is not distinct from 'CLEARED') from participant p
    where p.case_id = p_case and p.roles @> '{RESPONDENT}' and (p.custodian_id = viewer_agency() or case_reached(p_case))), false);

-- `cleared`: 1 while a protective order is in force though every respondent was cleared, as it must be against somebody; 2 without one.
drop function case_facts;
create function case_facts(p_case uuid, p_order boolean default true, p_delivered boolean default true, p_granted boolean default true,
  p_agreed boolean default true, p_cleared boolean default true)
returns table (case_id uuid, scopes integer, since timestamptz, tie integer, ord integer, cleared integer, delivered uuid[], grants jsonb)
language sql stable as $$
  select p_case, s.scopes, s.since, k.tie,
    case when o.until > now() then 1 when o.until > now() - interval '30 days' then 2 else 0 end,
    case when p_cleared and exists (select from participant p where p.case_id = p_case and p.status = 'CLEARED') and case_cleared(p_case)
      then case when case_order_end(p_case) > now() then 1 else 2 end else 0 end,
    case when p_delivered then nullif(array(select d.record_id from record_delivery d where d.case_id = p_case and d.agency_id = viewer_agency()), '{}') end,
    g.grants
  from (
    select coalesce(bit_or(case a.scope when 'OWN' then 1 when 'LIAISON' then 2 when 'CONFERENCE' then 4
             when 'REFERRAL' then 8 when 'BREAK_GLASS' then 16 else 0 end), 0) as scopes, min(a.starts_at) as since
    from case_access a
    where a.case_id = p_case and a.agency_id = viewer_agency() and a.scope <> 'COORDINATION'
      and (a.staff_id is null or a.staff_id = viewer_staff())
      and a.starts_at <= now() and a.ends_at > now() and viewer_purpose() = any (a.purposes)
  ) s
  cross join (
    select coalesce(max(case when t.staff_id = viewer_staff() then 2 when t.unit_id = viewer_unit() then 1 else 0 end), 0) as tie
    from case_tie t
    where t.case_id = p_case and t.agency_id = viewer_agency() and t.starts_at <= now() and t.ends_at > now()
  ) k
  cross join (select case when p_order then case_order_end(p_case) end as until) o
  -- Asked for in several places of a statement: `offset 0` keeps the planner from copying the question into each.
  cross join lateral (
    select nullif(coalesce(case when p_granted and exists (select from case_grant g where g.case_id = p_case and g.agency_id = viewer_agency())
        then viewer_grants(p_case) end, '[]')
      || coalesce(case when p_agreed then (select viewer_agreements()) end, '[]'), '[]') as grants offset 0
  ) g
$$;

revoke execute on function case_cleared, case_facts from public;
grant execute on function case_cleared, case_facts to spona_serving;
