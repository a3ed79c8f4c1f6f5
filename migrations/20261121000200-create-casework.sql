-- The shared case: who reaches it and why, who is in it, what happened.

create table case_file (
  id uuid primary key default gen_random_uuid(),
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  -- The custodian's own number; unique for him alone, so that it answers nothing about anybody else's cases.
  reference text not null,
  area_id uuid not null references area,
  municipality_id uuid references municipality,
  opened_at timestamptz not null,
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  closed_at timestamptz check ((closed_at is null) = (status = 'OPEN')),
  unique (custodian_id, reference)
);
create index on case_file (opened_at desc, id);

-- Why an agency reaches a case. Written by the functions below alone.
create table case_access (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  agency_id uuid not null references agency,
  scope text not null check (scope in ('OWN', 'LIAISON', 'CONFERENCE', 'REFERRAL', 'BREAK_GLASS', 'COORDINATION')),
  basis text not null,
  purposes text[] not null,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null default 'infinity',
  granted_by_agency uuid not null references agency,
  granted_by_staff uuid references staff,
  check (ends_at >= starts_at)
);
create index on case_access (case_id, agency_id) include (scope, starts_at, ends_at);
create index on case_access (agency_id, starts_at desc) include (case_id, scope, ends_at);

-- A staff member's own relation to a case: his unit is assigned, or he is named.
create table case_tie (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  agency_id uuid not null references agency,
  unit_id uuid,
  staff_id uuid,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null default 'infinity',
  assigned_by uuid references staff,
  check ((unit_id is null) <> (staff_id is null)),
  foreign key (agency_id, unit_id) references unit (agency_id, id),
  foreign key (agency_id, staff_id) references staff (agency_id, id)
);
create index on case_tie (case_id, agency_id) include (unit_id, staff_id, starts_at, ends_at);

-- Conflict of interest: the case does not exist for this person, whatever else opens it.
create table case_lock (
  case_id uuid not null references case_file,
  staff_id uuid not null references staff,
  reason text not null,
  locked_by uuid not null references staff,
  locked_at timestamptz not null default now(),
  primary key (case_id, staff_id)
);

-- A person in this case, as the one custodian entered her: nothing of it travels between cases, and an equal identifier in
-- another case links nothing.
create table participant (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  -- The custodian's own key for this person in this case.
  reference text,
  roles text[] not null check (cardinality(roles) > 0 and
    roles <@ array['VICTIM', 'RESPONDENT', 'CHILD', 'REPORTER', 'PROTECTED_REPORTER', 'WITNESS']
    -- Whoever is protected as a reporter is entered as that alone: another role would make the person known.
    and (cardinality(roles) = 1 or not roles @> array['PROTECTED_REPORTER'])),
  family_name text,
  given_name text,
  birth_date date,
  identifier_kind text check (identifier_kind in ('JMBG', 'CNP', 'PASSPORT', 'OTHER')),
  identifier text,
  sex text check (sex in ('FEMALE', 'MALE', 'OTHER')),
  -- Whole years at the time of the report, where the birth date is unknown.
  age_reported integer check (age_reported between 0 and 130),
  language text,
  address text,
  municipality_id uuid references municipality,
  patrol_flag boolean,
  phone text,
  safe_times text,
  employer text,
  armed_role text check (armed_role in ('POLICE', 'MILITARY', 'PRIVATE_SECURITY', 'HUNTER', 'ARMS_TRADE', 'OTHER')),
  school text,
  status text check (status in ('REPORTED', 'UNDER_MEASURE', 'CHARGED', 'CONVICTED', 'CLEARED')),
  note text,
  unique (case_id, custodian_id, reference),
  check ((identifier is null) = (identifier_kind is null))
);
create index on participant (case_id);

-- The person concerned is client, patient, pupil or ward of an agency, since when.
create table participant_own (
  case_id uuid not null references case_file,
  participant_id uuid not null references participant,
  agency_id uuid not null references agency,
  relation text not null check (relation in ('SELF', 'KIN')),
  since timestamptz not null default now(),
  primary key (participant_id, agency_id)
);
create index on participant_own (case_id, agency_id);

create table relationship (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  from_id uuid not null references participant,
  to_id uuid not null references participant,
  code text not null,
  unique (custodian_id, from_id, to_id),
  check (from_id <> to_id)
);
create index on relationship (case_id);

create table incident (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  reference text,
  occurred_at timestamptz not null,
  precision text not null default 'MINUTE' check (precision in ('MINUTE', 'HOUR', 'DAY')),
  municipality_id uuid references municipality,
  place text,
  forms text[] not null check (cardinality(forms) > 0 and
    forms <@ array['PHYSICAL', 'SEXUAL', 'PSYCHOLOGICAL', 'ECONOMIC', 'VERBAL', 'SOCIAL', 'SPIRITUAL', 'CYBER']),
  weapon text,
  children_present boolean,
  channel text not null,
  reported_without_consent boolean,
  description text,
  unique (custodian_id, reference)
);
create index on incident (case_id);

-- To whom a record was delivered, with whom it was filed, who executes it.
create table record_delivery (
  record_type text not null,
  record_id uuid not null,
  case_id uuid not null references case_file,
  agency_id uuid not null references agency,
  kind text not null check (kind in ('DELIVERED', 'FILED', 'EXECUTOR')),
  delivered_at timestamptz not null default now(),
  delivered_by uuid references staff,
  primary key (record_id, agency_id, kind)
);
create index on record_delivery (case_id);

-- What a record was before each change, by the owner's trigger.
create table record_history (
  record_type text not null,
  record_id uuid not null,
  version integer not null,
  case_id uuid not null,
  custodian_id uuid not null,
  replaced_at timestamptz not null default now(),
  replaced_by uuid,
  content jsonb not null,
  primary key (record_id, version)
);
create index on record_history (case_id);

create function keep_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.id <> old.id or new.custodian_id <> old.custodian_id
     or (to_jsonb(new) ->> 'case_id') is distinct from (to_jsonb(old) ->> 'case_id') then
    raise exception 'identity, case and custodian of a record do not change' using errcode = 'check_violation';
  end if;
  insert into record_history (record_type, record_id, version, case_id, custodian_id, replaced_by, content)
  values (tg_table_name, old.id, old.version, coalesce((to_jsonb(old) ->> 'case_id')::uuid, old.id), old.custodian_id,
          viewer_staff(), to_jsonb(old));
  new.version := old.version + 1;
  new.recorded_at := now();
  new.recorded_by := viewer_staff();
  return new;
end $$;

-- The second wall, in the one form that is a single index probe a row. A table that holds case content calls this once, in its
-- migration; a forgotten `where` then still returns nothing foreign.
create procedure secure_case_table(p_table regclass, p_case text default 'case_id') language plpgsql as $$
declare
  gate text := format(
    '(select true from case_lock l where l.case_id = %1$s.%2$I and l.staff_id = viewer_staff() limit 1) is not true', p_table, p_case);
  reach text := format(
    '(select true from case_access a where a.case_id = %1$s.%2$I and a.agency_id = viewer_agency() and a.scope <> ''COORDINATION''
      and a.starts_at <= now() and a.ends_at > now() limit 1)', p_table, p_case);
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('create policy reach_read on %s for select to spona_serving using ((custodian_id = viewer_agency() or %s) and %s)',
    p_table, reach, gate);
  execute format('create policy custodian_insert on %s for insert to spona_serving with check (custodian_id = viewer_agency() and %s and %s)',
    p_table, reach, gate);
  execute format('create policy custodian_update on %s for update to spona_serving using (custodian_id = viewer_agency() and %s and %s)',
    p_table, reach, gate);
  execute format('grant select, insert, update on %s to spona_serving', p_table);
  execute format('create trigger keep_history before update on %s for each row execute function keep_history()', p_table);
end $$;

call secure_case_table('case_file', 'id');
revoke insert on case_file from spona_serving;
call secure_case_table('participant');
call secure_case_table('relationship');
call secure_case_table('incident');

-- History, deliveries and the person's agencies follow the case's gate; nobody writes them but the owner's functions.
alter table record_history enable row level security;
create policy reach_read on record_history for select to spona_serving using (
  (custodian_id = viewer_agency() or (select true from case_access a where a.case_id = record_history.case_id
    and a.agency_id = viewer_agency() and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now() limit 1))
  and (select true from case_lock l where l.case_id = record_history.case_id and l.staff_id = viewer_staff() limit 1) is not true);
alter table record_delivery enable row level security;
create policy reach_read on record_delivery for select to spona_serving using (
  (agency_id = viewer_agency() or (select true from case_access a where a.case_id = record_delivery.case_id
    and a.agency_id = viewer_agency() and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now() limit 1))
  and (select true from case_lock l where l.case_id = record_delivery.case_id and l.staff_id = viewer_staff() limit 1) is not true);
alter table participant_own enable row level security;
create policy own_read on participant_own for select to spona_serving using (agency_id = viewer_agency());

-- Is the case open to the viewer, by any scope but a coordinator's, and not locked for him? For the metadata tables below.
create function case_reached(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
    and not exists (select from case_lock l where l.case_id = p_case and l.staff_id = viewer_staff());

create function case_coordinated(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
    and not exists (select from case_lock l where l.case_id = p_case and l.staff_id = viewer_staff());

alter table case_access enable row level security;
create policy metadata_read on case_access for select to spona_serving
  using (agency_id = viewer_agency() or case_coordinated(case_id));
alter table case_tie enable row level security;
create policy metadata_read on case_tie for select to spona_serving
  using (agency_id = viewer_agency() or case_coordinated(case_id));
alter table case_lock enable row level security;
create policy metadata_read on case_lock for select to spona_serving
  using (staff_id = viewer_staff() or case_coordinated(case_id));

grant select on record_history, record_delivery, participant_own, case_access, case_tie, case_lock to spona_serving;
