-- What consent, mandates, emergencies and releases opened, and agreements between agencies: conditions of a decision that hold for
-- single categories, towards one agency, for a time. Only the owner's functions write them; nothing is deleted, so that it can be told
-- afterwards what was open when.

create table case_grant (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  -- The condition, as policies name it.
  condition text not null check (condition in ('consent', 'mandate', 'breakGlass', 'release')),
  -- What it comes from: the row of the consent, mandate, emergency access or release.
  source_id uuid not null,
  agency_id uuid not null references agency,
  -- Towards this person alone; null: towards the agency.
  staff_id uuid references staff,
  -- As decided: one of a family carries its role (victim.identity.name).
  categories text[] not null check (cardinality(categories) > 0),
  -- Only what this agency holds; null: whoever holds it.
  holder_id uuid references agency,
  -- Only what speaks of this person; null: of whomever.
  subject_id uuid references participant,
  -- Only this record; null: every one.
  record_id uuid,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null default 'infinity',
  check (ends_at >= starts_at),
  -- An emergency and a release are one person's.
  check (staff_id is not null or condition not in ('breakGlass', 'release')),
  -- Whose consent it is, is what it is.
  check (subject_id is not null or condition <> 'consent')
);
create index on case_grant (case_id, agency_id);
create index on case_grant (source_id);
alter table case_grant enable row level security;
create policy own_read on case_grant for select to spona_serving using (agency_id = viewer_agency());
grant select on case_grant to spona_serving;
call watch_case('case_grant');

-- A cooperation agreement between agencies (their annex names the categories); in force once each party's signatory has signed it.
create table agreement (
  id uuid primary key default gen_random_uuid(),
  reference text not null unique,
  title text not null,
  categories text[] not null check (cardinality(categories) > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null default 'infinity',
  revoked_at timestamptz,
  revoked_by uuid references staff,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check ((revoked_at is null) = (revoked_by is null))
);
create table agreement_party (
  agreement_id uuid not null references agreement,
  agency_id uuid not null references agency,
  signed_at timestamptz,
  signed_by uuid references staff,
  primary key (agreement_id, agency_id),
  check ((signed_at is null) = (signed_by is null))
);
create index on agreement_party (agency_id);
grant select on agreement, agreement_party to spona_serving;
call watch_policy('agreement');
call watch_policy('agreement_party');

create function agreement_in_force(a agreement, p_at timestamptz) returns boolean language sql stable
  return a.starts_at <= p_at and a.ends_at > p_at and (a.revoked_at is null or a.revoked_at > p_at)
    and (select count(*) > 1 and bool_and(p.signed_at is not null and p.signed_at <= p_at) from agreement_party p where p.agreement_id = a.id);

-- Grants as the facts carry them: a list of {c: condition, k: categories, h: custodian, s: subject, r: record}, null for none. `s` is
-- '*' where every victim of the case has consented: then a row opens that speaks of no protected person, such as an incident.
create function agreements_of(p_agency uuid, p_at timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp
  return (select jsonb_agg(jsonb_build_object('c', 'agreement', 'k', a.categories, 'h', other.agency_id))
    from agreement_party mine join agreement a on a.id = mine.agreement_id
    join agreement_party other on other.agreement_id = a.id and other.agency_id <> mine.agency_id
    where mine.agency_id = p_agency and agreement_in_force(a, p_at));

create function grants_of(p_case uuid, p_agency uuid, p_staff uuid, p_at timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (
    select * from case_grant g where g.case_id = p_case and g.agency_id = p_agency and (g.staff_id is null or g.staff_id = p_staff)
      and g.starts_at <= p_at and g.ends_at > p_at
  ), whole as (
    select k.category from mine g cross join unnest(g.categories) k(category) where g.condition = 'consent' group by k.category
    having not exists (select from participant p where p.case_id = p_case and p.roles @> array['VICTIM']
      and not p.id = any (array_agg(g.subject_id)))
  )
  select jsonb_agg(entry) from (
    select jsonb_build_object('c', g.condition, 'k', g.categories, 'h', g.holder_id, 's', g.subject_id, 'r', g.record_id) from mine g
    union all
    select jsonb_build_object('c', 'consent', 'k', array_agg(w.category), 's', '*') from whole w having count(*) > 0
  ) entries(entry)
$$;

-- What of those grants holds for one row, as {condition: [categories]}: held by that custodian, that record, and every protected
-- person it speaks of (whoever is not a respondent alone) in agreement where the grant is somebody's own.
create function row_grants(p_grants jsonb, p_custodian uuid, p_protected uuid[], p_record uuid) returns jsonb language sql stable as $$
  select jsonb_object_agg(c, categories) from (
    select c, jsonb_agg(category) as categories from (
      select e.c, u.category from jsonb_to_recordset(p_grants) as e(c text, k text[], h uuid, s text, r uuid)
      cross join unnest(e.k) u(category)
      where (e.h is null or e.h = p_custodian) and (e.r is null or e.r = p_record)
      group by e.c, u.category
      having bool_or(e.s is null)
        or case when cardinality(p_protected) = 0 then bool_or(e.s = '*') else p_protected::text[] <@ array_agg(e.s) end
    ) held group by c
  ) by_condition
$$;

create function viewer_agreements() returns jsonb language sql stable security definer set search_path = public, pg_temp
  return agreements_of(viewer_agency(), now());
create function viewer_grants(p_case uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp
  return grants_of(p_case, viewer_agency(), viewer_staff(), now());

-- The viewer's facts on a case, as before, with what grants give him there.
drop function case_facts;
create function case_facts(p_case uuid) returns table (case_id uuid, scopes integer, since timestamptz, tie integer, ord integer, grants jsonb)
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
      and a.starts_at <= now() and a.ends_at > now() and viewer_purpose() = any (a.purposes)
  ) s
  cross join (
    select coalesce(max(case when t.staff_id = viewer_staff() then 2 when t.unit_id = viewer_unit() then 1 else 0 end), 0) as tie
    from case_tie t
    where t.case_id = p_case and t.agency_id = viewer_agency() and t.starts_at <= now() and t.ends_at > now()
  ) k
  cross join (select case_order_end(p_case) as until) o
$$;

revoke execute on function agreement_in_force, agreements_of, grants_of, row_grants, viewer_agreements, viewer_grants, case_facts from public;
grant execute on function row_grants, viewer_agreements, viewer_grants, case_facts to spona_serving;
