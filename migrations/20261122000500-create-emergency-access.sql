-- Emergency access (break-glass): somebody asks for categories of one case for some hours, a second person of another agency approves,
-- a coordinator says afterwards whether it was justified. Who asks learns nothing from it but what is then opened to him.

-- The hub's own rule, country by country; no law sets these times. Where there is no row, nothing is opened in an emergency.
create table emergency_rule (
  country text primary key,
  -- The basis of the scope that is given.
  basis text not null,
  -- A request that nobody has answered is over by then.
  unanswered_after interval not null,
  -- When the verdict is due, counted from the end of the access.
  review_within interval not null
);
insert into emergency_rule values ('RS', 'rs.zzpl.12-vital', '6 hours', '7 days');

-- `case_id` is what was asked for: it may be the id of no case at all, so nothing refers to it and nothing checks it. The serving role
-- reads this table by the functions below alone. No epoch is bumped by it, since no decision rests on it; those on the case rest on
-- scope, tie and grant, which are watched.
create table emergency_access (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null,
  agency_id uuid not null,
  staff_id uuid not null,
  reason text not null check (length(reason) between 10 and 1000),
  categories text[] not null check (cardinality(categories) between 1 and 100),
  purpose text not null,
  hours integer not null check (hours between 1 and 24),
  requested_at timestamptz not null default now(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  approved boolean,
  decided_at timestamptz,
  decided_agency uuid,
  decided_by uuid,
  access_id uuid references case_access,
  ends_at timestamptz,
  ended_by uuid references staff,
  verdict text check (verdict in ('JUSTIFIED', 'UNJUSTIFIED')),
  note text check (length(note) between 1 and 1000),
  reviewed_at timestamptz,
  reviewed_by uuid references staff,
  foreign key (agency_id, staff_id) references staff (agency_id, id),
  foreign key (decided_agency, decided_by) references staff (agency_id, id),
  check (decided_agency <> agency_id),
  check ((approved is null) = (decided_at is null) and (approved is null) = (decided_by is null) and (approved is null) = (decided_agency is null)),
  check ((approved is true) = (access_id is not null) and (approved is true) = (ends_at is not null)),
  check ((verdict is null) = (reviewed_at is null) and (verdict is null) = (reviewed_by is null) and (verdict is null) = (note is null)),
  check (verdict is null or approved)
);
create index on emergency_access (staff_id, requested_at desc);
create index on emergency_access (expires_at) where approved is null;
create index on emergency_access (case_id) where approved;
create index on emergency_access (decided_at) where approved;
alter table emergency_access enable row level security;
alter table case_tie add foreign key (emergency_id) references emergency_access;
create index on case_tie (emergency_id) where emergency_id is not null;

create function emergency_rule_of(p_agency uuid) returns emergency_rule
language sql stable security definer set search_path = public, pg_temp
  return (select r from agency g join area k on k.id = g.area_id join emergency_rule r on r.country = k.country where g.id = p_agency);

create function emergency_review_due(e emergency_access) returns timestamptz
language sql stable security definer set search_path = public, pg_temp
  return e.ends_at + (emergency_rule_of(e.agency_id)).review_within;

-- It looks at the one who asks and at nothing of the case: whatever the id is, one row is written.
create function request_emergency_access(p_case uuid, p_reason text, p_categories text[], p_hours integer) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  r emergency_rule := emergency_rule_of(v.agency_id);
  made uuid;
begin
  if r.country is null or viewer_proof() is distinct from 'PROVEN' or viewer_purpose() is null then
    raise exception 'no emergency access for this viewer' using errcode = 'SP403';
  end if;
  if exists (select from emergency_access e where e.staff_id = v.id and e.approved and e.verdict is null and emergency_review_due(e) <= now()) then
    raise exception 'the review of an earlier emergency access is overdue' using errcode = 'SP423';
  end if;
  insert into emergency_access (case_id, agency_id, staff_id, reason, categories, purpose, hours, expires_at)
  values (p_case, v.agency_id, v.id, p_reason, p_categories, viewer_purpose(), p_hours, now() + r.unanswered_after)
  returning id into made;
  return made;
end $$;

-- May the viewer answer the request: he works on the case for another agency that opened it or stands in the daily exchange on it. A
-- request of somebody who is locked on the case, or no longer works where he asked, is nobody's to answer.
create function emergency_answerable(e emergency_access) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return e.approved is null and e.withdrawn_at is null and e.expires_at > now() and e.agency_id <> viewer_agency() and viewer_proof() = 'PROVEN'
    and exists (select from case_access a where a.case_id = e.case_id and a.agency_id = viewer_agency() and a.scope in ('OWN', 'LIAISON')
      and a.starts_at <= now() and a.ends_at > now() and viewer_purpose() = any (a.purposes))
    and exists (select from case_tie t where t.case_id = e.case_id and t.agency_id = viewer_agency()
      and (t.staff_id = viewer_staff() or t.unit_id = viewer_unit()) and t.starts_at <= now() and t.ends_at > now())
    and case_unlocked(e.case_id)
    and exists (select from staff s join agency g on g.id = s.agency_id and g.status = 'ACTIVE'
      where s.id = e.staff_id and s.agency_id = e.agency_id and s.active
        and not exists (select from case_lock l where l.case_id = e.case_id and l.ends_at > now() and (l.staff_id = s.id or l.unit_id = s.unit_id)));

-- Opens what was asked for to the person who asked, from now and for the hours he asked for. The coordinators of the case's area are
-- given sight of it, also where they were registered after it was opened. Answers the case.
create function approve_emergency_access(p_request uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  e emergency_access;
  basis text;
  ending timestamptz;
begin
  select * into e from emergency_access where id = p_request for update;
  if e.id is null or not emergency_answerable(e) then
    raise exception 'no such request' using errcode = 'SP404';
  end if;
  basis := (emergency_rule_of(e.agency_id)).basis;
  ending := now() + make_interval(hours => e.hours);
  insert into case_access (case_id, agency_id, staff_id, scope, basis, purposes, ends_at, granted_by_agency, granted_by_staff)
  values (e.case_id, e.agency_id, e.staff_id, 'BREAK_GLASS', basis, array[e.purpose], ending, v.agency_id, v.id)
  returning id into e.access_id;
  insert into case_access (case_id, agency_id, scope, basis, purposes, granted_by_agency, granted_by_staff)
  select c.id, k.id, 'COORDINATION', basis, array['AUDIT', 'STATISTICS'], v.agency_id, v.id
  from case_file c join agency k on k.area_id = c.area_id and k.sector = 'COORDINATION' and k.status = 'ACTIVE'
  where c.id = e.case_id and not exists (select from case_access a where a.case_id = c.id and a.agency_id = k.id
    and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at = 'infinity');
  insert into case_tie (case_id, agency_id, staff_id, emergency_id, assigned_by, ends_at)
  values (e.case_id, e.agency_id, e.staff_id, e.id, v.id, ending);
  insert into case_grant (case_id, condition, source_id, agency_id, staff_id, categories, ends_at)
  values (e.case_id, 'breakGlass', e.id, e.agency_id, e.staff_id, e.categories, ending);
  update emergency_access set approved = true, decided_at = now(), decided_agency = v.agency_id, decided_by = v.id,
    access_id = e.access_id, ends_at = ending where id = e.id;
  return e.case_id;
end $$;

create function refuse_emergency_access(p_request uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  e emergency_access;
begin
  select * into e from emergency_access where id = p_request for update;
  if e.id is null or not emergency_answerable(e) then
    raise exception 'no such request' using errcode = 'SP404';
  end if;
  update emergency_access set approved = false, decided_at = now(), decided_agency = v.agency_id, decided_by = v.id where id = e.id;
  return e.case_id;
end $$;

-- Ends it at once: who asked, the agency that approved, a coordinator. A request that was not approved is withdrawn by it, whether
-- there is such a case or not. Answers the case where the viewer knows that there is one, else null.
create function end_emergency_access(p_request uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  e emergency_access;
begin
  select * into e from emergency_access where id = p_request for update;
  if e.id is null or viewer_proof() is distinct from 'PROVEN' or not (e.staff_id = v.id and e.agency_id = v.agency_id
       or e.approved is true and (e.decided_agency = v.agency_id and case_reached(e.case_id) or case_coordinated(e.case_id))) then
    raise exception 'no such emergency access' using errcode = 'SP404';
  end if;
  if e.approved is not true then
    update emergency_access set withdrawn_at = now() where id = e.id and withdrawn_at is null;
    return null;
  end if;
  if e.ends_at > now() then
    update case_access set ends_at = greatest(now(), starts_at) where id = e.access_id;
    update case_tie set ends_at = greatest(now(), starts_at) where emergency_id = e.id;
    update case_grant set ends_at = greatest(now(), starts_at) where source_id = e.id;
    update emergency_access set ends_at = now(), ended_by = v.id where id = e.id;
  end if;
  return case when case_unlocked(e.case_id) then e.case_id end;
end $$;

-- The verdict of a coordinator, given once, after the end. Answers the case.
create function review_emergency_access(p_request uuid, p_verdict text, p_note text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  e emergency_access;
begin
  select * into e from emergency_access where id = p_request and approved for update;
  if e.id is null or not case_coordinated(e.case_id) then
    raise exception 'no such emergency access' using errcode = 'SP404';
  end if;
  if viewer_proof() is distinct from 'PROVEN' or e.ends_at > now() or e.verdict is not null then
    raise exception 'not to be reviewed now' using errcode = 'SP403';
  end if;
  update emergency_access set verdict = p_verdict, note = p_note, reviewed_at = now(), reviewed_by = v.id where id = e.id;
  return e.case_id;
end $$;

-- What who asked learns. A refused request looks as one that nobody answers, until its time is over; an access that a lock has closed
-- looks as one that ended.
create function own_emergency_requests()
returns table (id uuid, case_id uuid, reason text, categories text[], purpose text, hours integer, requested_at timestamptz, state text, until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.case_id, e.reason, e.categories, e.purpose, e.hours, e.requested_at,
    case when o.open then 'OPEN' when e.approved then 'ENDED' when e.withdrawn_at is null and e.expires_at > now() then 'PENDING' else 'NOT_OPENED' end,
    case when o.open then e.ends_at end
  from emergency_access e
  cross join lateral (select coalesce(e.approved and e.ends_at > now(), false) and case_unlocked(e.case_id)) o(open)
  where e.staff_id = viewer_staff() and e.agency_id = viewer_agency()
$$;

-- What the viewer may answer.
create function answerable_emergencies()
returns table (id uuid, case_id uuid, agency_id uuid, staff_id uuid, reason text, categories text[], purpose text, hours integer,
  requested_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.case_id, e.agency_id, e.staff_id, e.reason, e.categories, e.purpose, e.hours, e.requested_at, e.expires_at
  from emergency_access e where e.approved is null and e.expires_at > now() and emergency_answerable(e)
$$;

-- What was opened: on the given cases to those who work on them, without cases to a coordinator on all of his.
create function emergencies_told(p_cases uuid[], p_from timestamptz, p_to timestamptz)
returns table (id uuid, case_id uuid, agency_id uuid, staff_id uuid, reason text, categories text[], purpose text, hours integer,
  requested_at timestamptz, opened_at timestamptz, ends_at timestamptz, decided_agency uuid, decided_by uuid, verdict text, note text,
  reviewed_at timestamptz, review_due timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, e.case_id, e.agency_id, e.staff_id, e.reason, e.categories, e.purpose, e.hours, e.requested_at, e.decided_at, e.ends_at,
    e.decided_agency, e.decided_by, e.verdict, e.note, e.reviewed_at, emergency_review_due(e)
  from emergency_access e
  where e.approved and (p_cases is null or e.case_id = any (p_cases))
    and (p_from is null or e.decided_at >= p_from) and (p_to is null or e.decided_at < p_to)
    and case when p_cases is null then case_coordinated(e.case_id) else case_reached(e.case_id) end
$$;

-- For the hub's measures, which tell nobody where.
create function emergency_counts() returns table (state text, number integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.state, count(e.id)::int
  from (values ('open'), ('review_due'), ('review_overdue')) s(state)
  left join emergency_access e on e.approved and e.verdict is null
    and s.state = case when e.ends_at > now() then 'open' when emergency_review_due(e) > now() then 'review_due' else 'review_overdue' end
  group by s.state
$$;

-- An emergency access is ended as a whole, not by its scope alone.
create or replace function end_scope(p_access uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  a case_access;
begin
  select * into a from case_access where id = p_access and ends_at > now() and scope not in ('OWN', 'COORDINATION', 'BREAK_GLASS') for update;
  if a.id is null or not case_reached(a.case_id) then
    raise exception 'no such scope' using errcode = 'SP404';
  end if;
  if v.agency_id not in (a.granted_by_agency, a.agency_id) then
    raise exception 'this scope is not the viewer''s to end' using errcode = 'SP403';
  end if;
  update case_access set ends_at = greatest(now(), starts_at) where id = a.id;
  return a.case_id;
end $$;

revoke execute on function emergency_rule_of, emergency_review_due, request_emergency_access, emergency_answerable, approve_emergency_access,
  refuse_emergency_access, end_emergency_access, review_emergency_access, own_emergency_requests, answerable_emergencies, emergencies_told,
  emergency_counts from public;
grant execute on function request_emergency_access, approve_emergency_access, refuse_emergency_access, end_emergency_access,
  review_emergency_access, own_emergency_requests, answerable_emergencies, emergencies_told, emergency_counts to spona_serving;
