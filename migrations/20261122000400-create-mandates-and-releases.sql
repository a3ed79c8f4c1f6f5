-- Mandates (an order of a court, a request by statute) and releases by the holder's duty desk. What they open are rows of case_grant;
-- nothing else here decides. A mandate is never changed: its confirmation and its end are rows of their own.

-- Who may record which mandate, to whom, over whose records, on which basis, for how long. Closed: only a migration changes it. The
-- days are the hub's own rule; no law sets them.
create table mandate_rule (
  country text not null,
  kind text not null check (kind in ('COURT_ORDER', 'STATUTORY_REQUEST')),
  issuer_sector text not null,
  addressee_sector text not null,
  -- Whose records it can open; null: of any sector.
  holder_sector text,
  basis text not null,
  max_days integer not null check (max_days > 0),
  primary key (country, kind, issuer_sector, addressee_sector)
);
insert into mandate_rule values
  ('RS', 'COURT_ORDER', 'COURT', 'COURT', null, 'rs.zsnp.19', 180),
  ('RS', 'COURT_ORDER', 'COURT', 'PROSECUTION', null, 'rs.zsnp.19', 180),
  ('RS', 'STATUTORY_REQUEST', 'COURT', 'COURT', 'SOCIAL_WORK', 'rs.pz.286', 60),
  ('RS', 'STATUTORY_REQUEST', 'PROSECUTION', 'PROSECUTION', null, 'rs.zkp.282', 60);
grant select on mandate_rule to spona_serving;
call watch_policy('mandate_rule');

create table mandate (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  kind text not null check (kind in ('COURT_ORDER', 'STATUTORY_REQUEST')),
  -- The number under which the court or the requester keeps it.
  reference text not null check (length(reference) between 1 and 100),
  basis text not null,
  -- Whose records it opens, and to whom.
  holder_id uuid not null references agency,
  addressee_id uuid not null references agency,
  -- As decided: one of a family carries its role (victim.identity.name).
  categories text[] not null check (cardinality(categories) between 1 and 100),
  -- Only this record of the holder, only what speaks of this person; null: every one.
  record_id uuid,
  subject_id uuid references participant,
  starts_at timestamptz not null,
  until timestamptz not null,
  check (until > starts_at),
  check (holder_id <> addressee_id)
);
create index on mandate (case_id);

create table mandate_event (
  mandate_id uuid not null references mandate,
  kind text not null check (kind in ('CONFIRMED', 'ENDED')),
  at timestamptz not null default now(),
  agency_id uuid not null references agency,
  staff_id uuid not null references staff,
  primary key (mandate_id, kind)
);

-- The second wall of case content, and one thing more: a mandate is the matter of who made it, whose records it opens, and to whom.
alter table mandate enable row level security;
do $$ begin
  execute format('create policy reach_read on mandate for select to spona_serving using ((custodian_id = viewer_agency() or %s) and %s
    and viewer_agency() in (custodian_id, holder_id, addressee_id))', reach_gate('mandate.case_id'), lock_gate('mandate.case_id'));
end $$;
alter table mandate_event enable row level security;
create policy reach_read on mandate_event for select to spona_serving using (exists (select from mandate m where m.id = mandate_id));
grant select on mandate, mandate_event to spona_serving;

-- The case and the custodian of a record of any kind; all null where there is none.
create function record_place(p_table text, p_record uuid, out case_id uuid, out custodian_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from pg_trigger t where t.tgrelid = to_regclass('public.' || quote_ident(p_table)) and t.tgname = 'keep_history') then
    raise exception 'no such record type' using errcode = 'SP403';
  end if;
  execute format('select %I, custodian_id from public.%I where id = $1', case p_table when 'case_file' then 'id' else 'case_id' end, p_table)
    into case_id, custodian_id using p_record;
end $$;

create function open_by_mandate(m mandate) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into case_grant (case_id, condition, source_id, agency_id, categories, holder_id, subject_id, record_id, starts_at, ends_at)
  select m.case_id, 'mandate', m.id, m.addressee_id, m.categories, m.holder_id, m.subject_id, m.record_id, greatest(m.starts_at, now()), m.until
$$;

-- It opens what it names and gives no reach: an addressee without a scope of its own finds no case. An order is in force at once, a
-- request once its holder has confirmed it; a request is made for oneself.
create function record_mandate(p_case uuid, p_kind text, p_reference text, p_holder uuid, p_addressee uuid, p_categories text[],
  p_table text, p_record uuid, p_subject uuid, p_starts timestamptz, p_until timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  r mandate_rule;
  m mandate;
begin
  if not case_reached(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  if viewer_proof() is distinct from 'PROVEN' or viewer_tie(p_case) = 0 then
    raise exception 'who records a mandate is known and works on the case' using errcode = 'SP403';
  end if;
  select x.* into r from mandate_rule x
    join agency g on g.id = v.agency_id and g.sector = x.issuer_sector join area k on k.id = g.area_id and k.country = x.country
    join agency t on t.id = p_addressee and t.sector = x.addressee_sector and t.status = 'ACTIVE'
    join agency h on h.id = p_holder and h.sector = coalesce(x.holder_sector, h.sector) and h.status = 'ACTIVE' and h.id <> t.id
  where x.kind = p_kind and (p_kind = 'COURT_ORDER' or t.id = g.id);
  if r.kind is null or p_until > p_starts + make_interval(days => r.max_days) then
    raise exception 'this mandate is not the viewer''s to record' using errcode = 'SP403';
  end if;
  if p_record is not null and (p_case, p_holder) is distinct from (select (o.case_id, o.custodian_id) from record_place(p_table, p_record) o)
     or p_subject is not null and not exists (select from participant p where p.id = p_subject and p.case_id = p_case) then
    raise exception 'not of this case and holder' using errcode = 'SP403';
  end if;
  if p_until <= now() then
    raise exception 'over already' using errcode = 'check_violation';
  end if;
  insert into mandate (case_id, custodian_id, recorded_by, kind, reference, basis, holder_id, addressee_id, categories, record_id, subject_id,
                       starts_at, until)
  values (p_case, v.agency_id, v.id, p_kind, p_reference, r.basis, p_holder, p_addressee, p_categories, p_record, p_subject, p_starts, p_until)
  returning * into m;
  insert into record_delivery (record_type, record_id, case_id, agency_id, kind, delivered_by)
  select 'mandate', m.id, p_case, told.id, 'DELIVERED', v.id from unnest(array[p_holder, p_addressee]) told(id) where told.id <> v.agency_id;
  if p_kind = 'COURT_ORDER' then
    perform open_by_mandate(m);
  end if;
  return m.id;
end $$;

-- The holder has seen the request and stands by it. Where there is nothing to confirm, nothing happens.
create function confirm_mandate(p_mandate uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  m mandate;
begin
  select * into m from mandate where id = p_mandate and v.agency_id in (custodian_id, holder_id, addressee_id) for update;
  if m.id is null or not case_reached(m.case_id) then
    raise exception 'no such mandate' using errcode = 'SP404';
  end if;
  if v.agency_id <> m.holder_id or viewer_proof() is distinct from 'PROVEN' or viewer_tie(m.case_id) = 0 then
    raise exception 'this mandate is not the viewer''s to confirm' using errcode = 'SP403';
  end if;
  if m.kind = 'COURT_ORDER' or exists (select from mandate_event e where e.mandate_id = m.id and e.kind = 'CONFIRMED') then
    return m.id;
  end if;
  if m.until <= now() or exists (select from mandate_event e where e.mandate_id = m.id and e.kind = 'ENDED') then
    raise exception 'this mandate holds no more' using errcode = 'SP403';
  end if;
  insert into mandate_event (mandate_id, kind, agency_id, staff_id) values (m.id, 'CONFIRMED', v.agency_id, v.id);
  perform open_by_mandate(m);
  return m.id;
end $$;

-- Who made it ends it, at once; also where its own scope has ended meanwhile.
create function end_mandate(p_mandate uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  m mandate;
begin
  select * into m from mandate where id = p_mandate and v.agency_id in (custodian_id, holder_id, addressee_id) for update;
  if m.id is null or not case_unlocked(m.case_id) or m.custodian_id <> v.agency_id and not case_reached(m.case_id) then
    raise exception 'no such mandate' using errcode = 'SP404';
  end if;
  if m.custodian_id <> v.agency_id or viewer_proof() is distinct from 'PROVEN' or viewer_tie(m.case_id) = 0 then
    raise exception 'this mandate is not the viewer''s to end' using errcode = 'SP403';
  end if;
  if m.until > now() then
    insert into mandate_event (mandate_id, kind, agency_id, staff_id) values (m.id, 'ENDED', v.agency_id, v.id) on conflict do nothing;
    update case_grant set ends_at = greatest(now(), starts_at) where source_id = m.id and ends_at > now();
  end if;
  return m.id;
end $$;

-- What a holder's duty desk released to one officer for one event. The serving role reads it by the functions below alone; decisions
-- rest on its row of case_grant.
create table officer_release (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  holder_id uuid not null,
  released_by uuid not null,
  record_id uuid not null,
  categories text[] not null check (cardinality(categories) between 1 and 20),
  agency_id uuid not null,
  staff_id uuid not null,
  reason text not null check (length(reason) between 10 and 1000),
  hours integer not null check (hours between 1 and 24),
  released_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_by uuid references staff,
  foreign key (holder_id, released_by) references staff (agency_id, id),
  foreign key (agency_id, staff_id) references staff (agency_id, id),
  check (holder_id <> agency_id)
);
create index on officer_release (case_id);
create index on officer_release (holder_id, released_at);
alter table officer_release enable row level security;

-- The desk answers for all that its agency holds, whoever is assigned; the officer reaches the case already, by a scope of his own. One
-- who is locked out of it is refused as one who does not reach it.
create function release_to_officer(p_table text, p_record uuid, p_categories text[], p_staff uuid, p_reason text, p_hours integer) returns uuid
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
      and (a.staff_id is null or a.staff_id = x.id) and a.starts_at <= now() and a.ends_at > now())
    and not exists (select from case_lock l where l.case_id = o.case_id and l.ends_at > now() and (l.staff_id = x.id or l.unit_id = x.unit_id));
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

-- Ends it at once. Answers the case.
create function end_release(p_release uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  r officer_release;
begin
  select * into r from officer_release where id = p_release and holder_id = v.agency_id for update;
  if r.id is null or viewer_proof() is distinct from 'PROVEN' or not case_unlocked(r.case_id) then
    raise exception 'no such release' using errcode = 'SP404';
  end if;
  if r.ends_at > now() then
    update case_grant set ends_at = greatest(now(), starts_at) where source_id = r.id;
    update officer_release set ends_at = greatest(now(), released_at), ended_by = v.id where id = r.id;
  end if;
  return r.case_id;
end $$;

-- What was released: on the given cases to the holder and to the officer himself, without cases to the holder's desk on all that it
-- released and to a coordinator on his area: he is told neither of whom nor why.
create function releases_told(p_cases uuid[], p_from timestamptz, p_to timestamptz)
returns table (id uuid, case_id uuid, holder_id uuid, released_by uuid, record_id uuid, categories text[], agency_id uuid, staff_id uuid,
  reason text, hours integer, released_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.case_id, r.holder_id, r.released_by, case when not k.coordinated then r.record_id end, r.categories, r.agency_id, r.staff_id,
    case when not k.coordinated then r.reason end, r.hours, r.released_at, r.ends_at
  from officer_release r
  cross join lateral (select p_cases is null and r.holder_id <> viewer_agency() and case_coordinated(r.case_id) as coordinated) k
  where (p_cases is null or r.case_id = any (p_cases))
    and (p_from is null or r.released_at >= p_from) and (p_to is null or r.released_at < p_to)
    and (k.coordinated or r.holder_id = viewer_agency() and case_unlocked(r.case_id)
      or p_cases is not null and r.staff_id = viewer_staff() and r.agency_id = viewer_agency() and case_reached(r.case_id))
$$;

revoke execute on function record_place, open_by_mandate, record_mandate, confirm_mandate, end_mandate, release_to_officer, end_release,
  releases_told from public;
grant execute on function record_mandate, confirm_mandate, end_mandate, release_to_officer, end_release, releases_told to spona_serving;
