-- An emergency access is one person's: the scope BREAK_GLASS names him, his colleagues do not reach the case by it, and whoever reaches
-- a case by it alone reads there and acts on nothing.

alter table case_access
  add column staff_id uuid,
  add foreign key (agency_id, staff_id) references staff (agency_id, id),
  add check ((scope = 'BREAK_GLASS') = (staff_id is not null));
drop index case_access_case_id_agency_id_scope_starts_at_ends_at_idx;
create index on case_access (case_id, agency_id) include (scope, starts_at, ends_at, staff_id);

-- The tie that comes with it is not his agency's to know either.
alter table case_tie
  add column emergency_id uuid,
  add check (emergency_id is null or staff_id is not null);

alter policy metadata_read on case_access
  using (agency_id = viewer_agency() and (staff_id is null or staff_id = viewer_staff()) or case_coordinated(case_id));
alter policy metadata_read on case_tie
  using (agency_id = viewer_agency() and (emergency_id is null or staff_id = viewer_staff()) or case_coordinated(case_id));
alter policy own_read on case_grant
  using (agency_id = viewer_agency() and (staff_id is null or staff_id = viewer_staff()));

create or replace function reach_gate(p_case text) returns text language sql immutable
  return format('(select true from case_access a where a.case_id = %s and a.agency_id = viewer_agency() and a.scope <> ''COORDINATION''
    and (a.staff_id is null or a.staff_id = viewer_staff()) and a.starts_at <= now() and a.ends_at > now() limit 1)', p_case);

do $$
declare secured regclass;
begin
  for secured in select t.tgrelid::regclass from pg_trigger t where t.tgname = 'keep_history' loop
    call gate_case_table(secured, case secured::text when 'case_file' then 'id' else 'case_id' end);
  end loop;
  execute format('alter policy reach_read on record_history using ((custodian_id = viewer_agency() or %s) and %s)',
    reach_gate('record_history.case_id'), lock_gate('record_history.case_id'));
  execute format('alter policy reach_read on record_delivery using ((agency_id = viewer_agency() or %s) and %s)',
    reach_gate('record_delivery.case_id'), lock_gate('record_delivery.case_id'));
  execute format('create or replace function case_order_end(p_case uuid) returns timestamptz language sql stable security definer
    set search_path = public, pg_temp return (select max(greatest(m.served_at + interval ''48 hours'',
        (select max(d.until) from court_decision d where d.measure_id = m.id and d.decided_at <= now())))
      from police_urgent_measure m where m.case_id = p_case and m.served_at <= now() and %s and %s)', reach_gate('p_case'), lock_gate('p_case'));
end $$;

-- What changes a case asks this: a scope of the agency, not an emergency.
create or replace function case_reached(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope not in ('COORDINATION', 'BREAK_GLASS') and a.starts_at <= now() and a.ends_at > now())
    and case_unlocked(p_case);

-- The viewer's facts on a case, as before; of an emergency scope, his own.
create or replace function case_facts(p_case uuid)
returns table (case_id uuid, scopes integer, since timestamptz, tie integer, ord integer, grants jsonb)
language sql stable as $$
  select p_case, s.scopes, s.since, k.tie,
    case when o.until > now() then 1 when o.until > now() - interval '30 days' then 2 else 0 end,
    nullif(coalesce(case when exists (select from case_grant g where g.case_id = p_case and g.agency_id = viewer_agency())
        then viewer_grants(p_case) end, '[]')
      || coalesce((select viewer_agreements()), '[]'), '[]')
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
  cross join (select case_order_end(p_case) as until) o
$$;
