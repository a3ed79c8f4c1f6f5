-- The viewer's facts on a case, as before, with the records of the case that were delivered to his agency; those facts that no rule of
-- the viewer's profile asks for can be left out. Inlined by the planner, which drops what is left out: the order, the deliveries, what was
-- granted on the case, and what agreements grant.
create index on record_delivery (case_id, agency_id);
drop index record_delivery_case_id_idx;

drop function case_facts;
create function case_facts(p_case uuid, p_order boolean default true, p_delivered boolean default true, p_granted boolean default true,
  p_agreed boolean default true)
returns table (case_id uuid, scopes integer, since timestamptz, tie integer, ord integer, delivered uuid[], grants jsonb)
language sql stable as $$
  select p_case, s.scopes, s.since, k.tie,
    case when o.until > now() then 1 when o.until > now() - interval '30 days' then 2 else 0 end,
    case when p_delivered then nullif(array(select d.record_id from record_delivery d where d.case_id = p_case and d.agency_id = viewer_agency()), '{}') end,
    nullif(coalesce(case when p_granted and exists (select from case_grant g where g.case_id = p_case and g.agency_id = viewer_agency())
        then viewer_grants(p_case) end, '[]')
      || coalesce(case when p_agreed then (select viewer_agreements()) end, '[]'), '[]')
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
$$;

-- Whether the viewer coordinates a case is asked of nobody but a coordinator: the question costs more than all other conditions of a row.
alter policy metadata_read on case_access using (agency_id = viewer_agency() and (staff_id is null or staff_id = viewer_staff())
  or (select coordinated_area()) is not null and case_coordinated(case_id));
alter policy metadata_read on case_tie using (agency_id = viewer_agency() and (emergency_id is null or staff_id = viewer_staff())
  or (select coordinated_area()) is not null and case_coordinated(case_id));
alter policy metadata_read on case_lock using (locks_viewer(case_lock)
  or (select coordinated_area()) is not null and case_coordinated(case_id));

revoke execute on function case_facts from public;
grant execute on function case_facts to spona_serving;
