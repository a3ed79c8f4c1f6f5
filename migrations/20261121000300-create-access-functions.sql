-- The only ways to change what decisions rest on. Each checks the viewer of the transaction against the registry and answers a
-- refusal with one of two conditions: SP404 (the case is not there for this viewer) or SP403 (it is, but this is not his to do).

create function viewer_of_record() returns staff language plpgsql stable security definer set search_path = public, pg_temp as $$
declare v staff;
begin
  select s.* into v from staff s join agency g on g.id = s.agency_id
  where s.id = viewer_staff() and s.agency_id = viewer_agency() and s.active and g.status = 'ACTIVE';
  if v.id is null then
    raise exception 'no active staff member' using errcode = 'SP403';
  end if;
  return v;
end $$;

create function open_case(p_reference text, p_municipality uuid, p_opened_at timestamptz)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  g agency;
  r opening_rule;
  c uuid;
begin
  select * into g from agency where id = v.agency_id;
  select o.* into r from opening_rule o join area k on k.id = g.area_id and k.country = o.country where o.sector = g.sector;
  if r.basis is null then
    raise exception 'this sector opens no cases' using errcode = 'SP403';
  end if;
  insert into case_file (custodian_id, recorded_by, reference, area_id, municipality_id, opened_at)
  values (g.id, v.id, p_reference, g.area_id, p_municipality, p_opened_at) returning id into c;
  insert into case_access (case_id, agency_id, scope, basis, purposes, granted_by_agency, granted_by_staff)
  values (c, g.id, 'OWN', r.basis, r.purposes, g.id, v.id);
  insert into case_access (case_id, agency_id, scope, basis, purposes, granted_by_agency, granted_by_staff)
  select c, k.id, 'COORDINATION', r.basis, array['AUDIT', 'STATISTICS'], g.id, v.id
  from agency k where k.sector = 'COORDINATION' and k.area_id = g.area_id and k.status = 'ACTIVE';
  insert into case_tie (case_id, agency_id, staff_id, assigned_by) values (c, g.id, v.id, v.id);
  if v.unit_id is not null then
    insert into case_tie (case_id, agency_id, unit_id, assigned_by) values (c, g.id, v.unit_id, v.id);
  end if;
  return c;
end $$;

create function give_scope(p_case uuid, p_agency uuid, p_scope text, p_purposes text[], p_days integer, p_subject uuid)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  r scope_rule;
  granted uuid;
begin
  if not case_reached(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  select s.* into r from scope_rule s
    join agency g on g.id = v.agency_id join area k on k.id = g.area_id and k.country = s.country
    join agency t on t.id = p_agency and t.sector = s.target_sector and t.status = 'ACTIVE' and t.id <> g.id
  where s.creator_sector = g.sector and s.scope = p_scope
    and exists (select from case_access a where a.case_id = p_case and a.agency_id = g.id and a.scope = s.creator_scope
                and a.starts_at <= now() and a.ends_at > now())
  order by s.max_days desc limit 1;
  if not coalesce(r.scope is not null and p_days between 1 and r.max_days and p_purposes <@ r.purposes and cardinality(p_purposes) > 0
     and (p_scope = 'REFERRAL') = (p_subject is not null)
     and (p_subject is null or exists (select from participant p where p.id = p_subject and p.case_id = p_case
           and p.roles && array['VICTIM', 'CHILD'])), false) then
    raise exception 'this scope is not the viewer''s to give' using errcode = 'SP403';
  end if;
  insert into case_access (case_id, agency_id, scope, basis, purposes, ends_at, granted_by_agency, granted_by_staff)
  values (p_case, p_agency, p_scope, r.basis, p_purposes,
    -- What is given ends at the latest with the scope that it is given from.
    least(now() + make_interval(days => p_days), (select max(a.ends_at) from case_access a where a.case_id = p_case
      and a.agency_id = v.agency_id and a.scope = r.creator_scope and a.starts_at <= now() and a.ends_at > now())),
    v.agency_id, v.id)
  returning id into granted;
  insert into case_tie (case_id, agency_id, unit_id, assigned_by)
  select p_case, p_agency, u.id, v.id from unit u where u.agency_id = p_agency and u.intake
    and not exists (select from case_tie t where t.case_id = p_case and t.unit_id = u.id and t.ends_at > now());
  -- Who is referred is the agency's own as far back as it reaches the case, an earlier conference included.
  if p_subject is not null then
    insert into participant_own (case_id, participant_id, agency_id, relation, since)
    select p_case, p_subject, p_agency, 'SELF', min(a.starts_at) from case_access a
    where a.case_id = p_case and a.agency_id = p_agency and a.ends_at > now()
    on conflict (participant_id, agency_id) do update set relation = 'SELF', since = least(participant_own.since, excluded.since);
  end if;
  return granted;
end $$;

-- Ends a scope that the viewer's agency gave, or one that it received and no longer needs. What it opened closes with it.
create function end_scope(p_access uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  a case_access;
begin
  select * into a from case_access where id = p_access and ends_at > now() and scope not in ('OWN', 'COORDINATION') for update;
  if a.id is null or not case_reached(a.case_id) then
    raise exception 'no such scope' using errcode = 'SP404';
  end if;
  if v.agency_id not in (a.granted_by_agency, a.agency_id) then
    raise exception 'this scope is not the viewer''s to end' using errcode = 'SP403';
  end if;
  update case_access set ends_at = greatest(now(), starts_at) where id = a.id;
  return a.case_id;
end $$;

-- Assigns the case to a unit or a person of the viewer's own agency.
create function assign_tie(p_case uuid, p_unit uuid, p_staff uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  tie uuid;
begin
  if not case_reached(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  if not exists (select from unit u where u.id = p_unit and u.agency_id = v.agency_id)
     and not exists (select from staff s where s.id = p_staff and s.agency_id = v.agency_id and s.active) then
    raise exception 'no such unit or person in the agency' using errcode = 'SP403';
  end if;
  select t.id into tie from case_tie t where t.case_id = p_case and t.agency_id = v.agency_id and t.ends_at > now()
    and t.unit_id is not distinct from p_unit and t.staff_id is not distinct from p_staff;
  if tie is null then
    insert into case_tie (case_id, agency_id, unit_id, staff_id, assigned_by)
    values (p_case, v.agency_id, p_unit, p_staff, v.id) returning id into tie;
  end if;
  return tie;
end $$;

create function end_tie(p_tie uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  t case_tie;
begin
  select * into t from case_tie where id = p_tie and agency_id = v.agency_id and ends_at > now() for update;
  if t.id is null or not case_reached(t.case_id) then
    raise exception 'no such assignment' using errcode = 'SP404';
  end if;
  update case_tie set ends_at = greatest(now(), starts_at) where id = t.id;
  return t.case_id;
end $$;

-- A coordinator of the area locks anybody's staff; an agency locks its own. Unlocking takes a coordinator who did not lock.
create function lock_staff(p_case uuid, p_staff uuid, p_reason text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v staff := viewer_of_record();
begin
  if not (case_coordinated(p_case) or case_reached(p_case)) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  if p_staff = v.id or not exists (select from staff s where s.id = p_staff
       and (s.agency_id = v.agency_id or case_coordinated(p_case))) then
    raise exception 'not the viewer''s to lock' using errcode = 'SP403';
  end if;
  insert into case_lock (case_id, staff_id, reason, locked_by) values (p_case, p_staff, p_reason, v.id) on conflict do nothing;
end $$;

create function unlock_staff(p_case uuid, p_staff uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  l case_lock;
begin
  if not case_coordinated(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  select * into l from case_lock where case_id = p_case and staff_id = p_staff for update;
  if l.case_id is null then
    raise exception 'no such lock' using errcode = 'SP404';
  end if;
  if l.locked_by = v.id or l.staff_id = v.id then
    raise exception 'a second person unlocks' using errcode = 'SP403';
  end if;
  delete from case_lock where case_id = p_case and staff_id = p_staff;
end $$;

-- The custodian delivers a record to an agency, files it there, or names it as executor. A prosecutor files with a court whatever
-- record of the case supports the proposal (ZSNP art. 18); that is no sharing onward, since the file is the court's own.
create function deliver_record(p_type text, p_record uuid, p_agency uuid, p_kind text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  c uuid;
  holder uuid;
  subject uuid;
  files boolean;
begin
  if not exists (select from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(p_type)) and t.tgname = 'keep_history') then
    raise exception 'no such record type' using errcode = 'SP403';
  end if;
  execute format('select %I, custodian_id, (to_jsonb(r) ->> ''subject_id'')::uuid from public.%I r where id = $1',
    case p_type when 'case_file' then 'id' else 'case_id' end, p_type) into c, holder, subject using p_record;
  if c is null or not case_reached(c) then
    raise exception 'no such record' using errcode = 'SP404';
  end if;
  select (g.sector = 'PROSECUTION' and t.sector = 'COURT' and p_kind = 'FILED') into files
  from agency g join agency t on t.id = p_agency and t.status = 'ACTIVE' and t.id <> g.id and (p_kind <> 'FILED' or t.sector = 'COURT')
  where g.id = v.agency_id;
  -- Nobody delivers to himself, and only a court has a file: a delivery opens what the holder alone may open.
  if files is null or not (holder = v.agency_id or files) then
    raise exception 'this record is not the viewer''s to deliver so' using errcode = 'SP403';
  end if;
  insert into record_delivery (record_type, record_id, case_id, agency_id, kind, delivered_by)
  values (p_type, p_record, c, p_agency, p_kind, v.id) on conflict do nothing;
  if files then
    -- A proposal names its parties to the court: whom the record is about, and the respondents.
    insert into record_delivery (record_type, record_id, case_id, agency_id, kind, delivered_by)
    select 'participant', p.id, c, p_agency, p_kind, v.id from participant p
    where p.case_id = c and (p.id = subject or (subject is not null and p.roles @> array['RESPONDENT']))
      and not p.roles @> array['PROTECTED_REPORTER']
    on conflict do nothing;
  end if;
end $$;

-- The persons whom a client-serving agency enters when it opens a case, or of whom it keeps a record, are its own.
create function own_participant(p_participant uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare v staff := viewer_of_record();
begin
  insert into participant_own (case_id, participant_id, agency_id, relation)
  select p.case_id, p.id, v.agency_id, 'SELF' from participant p join agency g on g.id = v.agency_id
  where p.id = p_participant and case_reached(p.case_id) and g.sector in ('SOCIAL_WORK', 'HEALTH', 'NGO', 'EDUCATION')
    and p.roles && array['VICTIM', 'CHILD']
  on conflict do nothing;
end $$;

-- The agencies that reach the given cases now or later, of those cases alone that the viewer reaches: asked once a case, not a row.
create function accesses_of(p_cases uuid[]) returns setof case_access
language sql stable security definer set search_path = public, pg_temp as $$
  with reached as materialized (
    -- The coordinators' area is the opener's: of a concealed one it would tell where.
    select c.id, k.custodian_id <> viewer_agency() and g.concealed as hidden
    from unnest(p_cases) c(id) join case_file k on k.id = c.id join agency g on g.id = k.custodian_id where case_reached(c.id))
  select a.* from reached r join case_access a on a.case_id = r.id
  where a.ends_at > now() and not (r.hidden and a.scope = 'COORDINATION')
$$;

revoke execute on all functions in schema public from public;
revoke execute on all procedures in schema public from public;
grant execute on function viewer_agency, viewer_staff, viewer_unit, viewer_client, viewer_purpose, coordinated_area,
  case_reached, case_coordinated, open_case, give_scope, end_scope, assign_tie, end_tie, lock_staff, unlock_staff,
  deliver_record, own_participant, accesses_of to spona_serving;
