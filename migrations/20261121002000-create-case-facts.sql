-- When the last of the orders that protect in this case ends: an urgent measure 48 hours after service (ZSNP art. 21(1)), or as
-- long as the court has extended it; null where nothing was served, or where the viewer does not reach the case.
create function case_order_end(p_case uuid) returns timestamptz language sql stable security definer set search_path = public, pg_temp
  return (select max(greatest(m.served_at + interval '48 hours',
      (select max(d.until) from court_decision d where d.measure_id = m.id and d.decided_at <= now())))
    from police_urgent_measure m where m.case_id = p_case and m.served_at <= now()
      and exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
        and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
      and not exists (select from case_lock l where l.case_id = p_case and l.staff_id = viewer_staff()));

-- The viewer's facts on a case at the transaction's instant: his agency's scopes in force for the request's purpose as bits
-- (OWN 1, LIAISON 2, CONFERENCE 4, REFERRAL 8, BREAK_GLASS 16), the start of the earliest of them, his tie (NONE 0, UNIT 1,
-- NAMED 2) and the order (NONE 0, IN_FORCE 1, ENDED within 30 days 2). Inlined by the planner.
create function case_facts(p_case uuid) returns table (case_id uuid, scopes integer, since timestamptz, tie integer, ord integer)
language sql stable as $$
  select p_case, s.scopes, s.since, k.tie,
    case when o.until > now() then 1 when o.until > now() - interval '30 days' then 2 else 0 end
  from (
    select coalesce(bit_or(case a.scope when 'OWN' then 1 when 'LIAISON' then 2 when 'CONFERENCE' then 4
             when 'REFERRAL' then 8 when 'BREAK_GLASS' then 16 else 0 end), 0) as scopes, min(a.starts_at) as since
    from case_access a
    where a.case_id = p_case and a.agency_id = viewer_agency() and a.scope <> 'COORDINATION'
      and a.starts_at <= now() and a.ends_at > now() and viewer_purpose() = any (a.purposes)
  ) s
  cross join (
    select coalesce(max(case when t.staff_id = viewer_staff() then 2 when t.unit_id = viewer_unit() then 1 else 0 end), 0) as tie
    from case_tie t
    where t.case_id = p_case and t.agency_id = viewer_agency() and t.starts_at <= now() and t.ends_at > now()
  ) k
  cross join (select case_order_end(p_case) as until) o
$$;
revoke execute on function case_facts, case_order_end from public;
grant execute on function case_facts, case_order_end to spona_serving;
