-- Changes of the registry take two administrators, who work on no case: one proposes, another approves, and both stay on record with
-- what was there before and after. Agreements are signed and revoked by the parties themselves.

-- A unit that is given up stays, since assignments and locks of former times name it.
alter table unit add column active boolean not null default true, add check (active or not intake);
-- A signature names the version that was read.
alter table agreement add column version integer not null default 1;

-- A person keeps one row wherever he works, so that his locks stay his; what he was assigned to elsewhere stays on record. That a row
-- names a person of its agency is therefore asked when it is written.
create function require_staff_of_agency() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from staff s where s.id = new.staff_id and s.agency_id = new.agency_id) then
    raise exception 'this person is not of the agency' using errcode = 'foreign_key_violation', constraint = tg_argv[0];
  end if;
  return null;
end $$;
alter table case_tie
  drop constraint case_tie_agency_id_staff_id_fkey,
  add constraint case_tie_agency_id_staff_id_fkey foreign key (staff_id) references staff;
create trigger require_staff_of_agency after insert on case_tie for each row when (new.staff_id is not null)
  execute function require_staff_of_agency('case_tie_agency_id_staff_id_fkey');
alter table case_access
  drop constraint case_access_agency_id_staff_id_fkey,
  add constraint case_access_agency_id_staff_id_fkey foreign key (staff_id) references staff;
create trigger require_staff_of_agency after insert on case_access for each row when (new.staff_id is not null)
  execute function require_staff_of_agency('case_access_agency_id_staff_id_fkey');
alter table emergency_access
  drop constraint emergency_access_agency_id_staff_id_fkey,
  drop constraint emergency_access_decided_agency_decided_by_fkey,
  add foreign key (staff_id) references staff,
  add foreign key (decided_by) references staff;
create trigger require_staff_of_agency after insert on emergency_access for each row
  execute function require_staff_of_agency('emergency_access_staff_id_fkey');

create table registry_change (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('AGENCY', 'UNIT', 'STAFF', 'CLIENT', 'AGREEMENT')),
  target_id uuid not null,
  -- As `registry_state` tells it; null where the change opens something new.
  before jsonb,
  after jsonb not null,
  proposed_by uuid not null references staff,
  proposed_at timestamptz not null default now(),
  status text not null default 'PROPOSED' check (status in ('PROPOSED', 'APPLIED', 'WITHDRAWN')),
  decided_by uuid references staff,
  decided_at timestamptz,
  check ((status = 'PROPOSED') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check (status <> 'APPLIED' or decided_by <> proposed_by)
);
create index on registry_change (status, proposed_at desc);

-- Everybody who could administer the registry now: of an office of coordination, for nothing else.
create function registry_administrators() returns setof staff language sql stable security definer set search_path = public, pg_temp as $$
  select s.* from staff s join agency g on g.id = s.agency_id
  where s.active and g.status = 'ACTIVE' and g.sector = 'COORDINATION' and s.roles = array['REGISTRY_ADMINISTRATOR']
    and not exists (select from case_access a where a.agency_id = g.id and a.scope <> 'COORDINATION' and a.ends_at > now())
    and not exists (select from case_tie t where t.agency_id = g.id and t.ends_at > now() and (t.staff_id = s.id or t.unit_id = s.unit_id))
$$;

create function administers() returns boolean language sql stable security definer set search_path = public, pg_temp
  return viewer_proof() = 'PROVEN'
    and exists (select from registry_administrators() s where s.id = viewer_staff() and s.agency_id = viewer_agency());

create function administrator_of_record() returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if administers() is not true then
    raise exception 'no administrator of the registry' using errcode = 'SP403';
  end if;
  return viewer_staff();
end $$;

alter table registry_change enable row level security;
create policy administrator_read on registry_change for select to spona_serving using ((select administers()));
grant select on registry_change to spona_serving;

-- What a change of that kind replaces, as it stands; null where there is none.
create function registry_state(p_kind text, p_target uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(g) - 'id' from agency g where p_kind = 'AGENCY' and g.id = p_target
  union all
  select to_jsonb(u) - 'id' from unit u where p_kind = 'UNIT' and u.id = p_target
  union all
  select to_jsonb(s) - array['id', 'name_key'] from staff s where p_kind = 'STAFF' and s.id = p_target
  union all
  select to_jsonb(c) - 'id' || jsonb_build_object('staff', (select coalesce(jsonb_agg(l.staff_id order by l.staff_id), '[]')
    from client_staff l where l.client_id = c.id))
  from client c where p_kind = 'CLIENT' and c.id = p_target
  union all
  select to_jsonb(a) - 'id' || jsonb_build_object(
    'parties', (select jsonb_agg(p.agency_id order by p.agency_id) from agreement_party p where p.agreement_id = a.id),
    'signatures', (select count(p.signed_at) from agreement_party p where p.agreement_id = a.id))
  from agreement a where p_kind = 'AGREEMENT' and a.id = p_target
$$;

-- Without a target it opens something new. The patch has the names of columns; what it leaves out stays.
create function propose_registry_change(p_kind text, p_target uuid, p_patch jsonb) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v uuid := administrator_of_record();
  state jsonb := registry_state(p_kind, p_target);
  made uuid;
begin
  if p_target is not null and state is null then
    raise exception 'nothing to change' using errcode = 'SP404';
  end if;
  insert into registry_change (kind, target_id, before, after, proposed_by)
  values (p_kind, coalesce(p_target, gen_random_uuid()), state, coalesce(state, '{}') || p_patch, v) returning id into made;
  return made;
end $$;

-- Whom the change is about: the person, and whoever a client may name by it or no more.
create function registry_change_concerns(c registry_change, p_staff uuid) returns boolean language sql stable
  return case c.kind when 'STAFF' then c.target_id = p_staff
    when 'CLIENT' then coalesce(c.before -> 'staff' ? p_staff::text, false) <> coalesce(c.after -> 'staff' ? p_staff::text, false)
    else false end;

-- What somebody was given by name ends where he leaves: nobody of the agency that he comes to was meant.
create function end_assignments_of(p_staff uuid, p_by uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_tie set ends_at = greatest(now(), starts_at) where staff_id = p_staff and ends_at > now();
  update case_grant set ends_at = greatest(now(), starts_at) where staff_id = p_staff and ends_at > now();
  update case_access set ends_at = greatest(now(), starts_at) where staff_id = p_staff and ends_at > now();
  update emergency_access set ends_at = now(), ended_by = p_by where staff_id = p_staff and approved and ends_at > now();
  update emergency_access set withdrawn_at = now() where staff_id = p_staff and approved is null and withdrawn_at is null;
end $$;

create function apply_agency_change(p_id uuid, p_after jsonb) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  insert into agency (id, code, name, sector, area_id, municipality_id, status, concealed, duty_phone)
  select p_id, n.code, n.name, n.sector, n.area_id, n.municipality_id, n.status, n.concealed, n.duty_phone
  from jsonb_populate_record(null::agency, p_after) n
  on conflict (id) do update set name = excluded.name, municipality_id = excluded.municipality_id, status = excluded.status,
    concealed = excluded.concealed, duty_phone = excluded.duty_phone
$$;

create function apply_unit_change(p_id uuid, p_after jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into unit (id, agency_id, code, name, intake, active)
  select p_id, n.agency_id, n.code, n.name, n.intake, n.active from jsonb_populate_record(null::unit, p_after) n
  on conflict (id) do update set name = excluded.name, intake = excluded.intake, active = excluded.active;
  if not (p_after ->> 'active')::boolean then
    if exists (select from staff s where s.unit_id = p_id and s.active) then
      raise exception 'somebody works in the unit' using errcode = 'SP409';
    end if;
    update case_tie set ends_at = greatest(now(), starts_at) where unit_id = p_id and ends_at > now();
  end if;
end $$;

-- In this order: the assignments of the old agency end, the person moves, and his locks count for the machines of the new one.
create function apply_staff_change(p_id uuid, p_before jsonb, p_after jsonb, p_by uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moves boolean := p_before ->> 'agency_id' <> p_after ->> 'agency_id';
begin
  if moves or not (p_after ->> 'active')::boolean then
    perform end_assignments_of(p_id, p_by);
  end if;
  if moves then
    delete from client_staff where staff_id = p_id;
  end if;
  insert into staff (id, agency_id, unit_id, name, issuer, subject, roles, active, identifier_index)
  select p_id, n.agency_id, n.unit_id, n.name, n.issuer, n.subject, n.roles, n.active, n.identifier_index
  from jsonb_populate_record(null::staff, p_after) n
  on conflict (id) do update set agency_id = excluded.agency_id, unit_id = excluded.unit_id, name = excluded.name, issuer = excluded.issuer,
    subject = excluded.subject, roles = excluded.roles, active = excluded.active, identifier_index = excluded.identifier_index;
  if exists (select from staff s join unit u on u.id = s.unit_id where s.id = p_id and s.active and not u.active) then
    raise exception 'the unit was given up' using errcode = 'SP409';
  end if;
  if moves then
    update case_lock l set agency_id = s.agency_id from staff s where s.id = p_id and l.staff_id = s.id and l.ends_at > now();
    perform match_staff(p_id, false, true) from staff s where s.id = p_id and s.active;
  end if;
end $$;

create function apply_client_change(p_id uuid, p_after jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into client (id, agency_id, name, issuer, client_id, service_subject, purposes, active)
  select p_id, n.agency_id, n.name, n.issuer, n.client_id, n.service_subject, n.purposes, n.active
  from jsonb_populate_record(null::client, p_after) n
  on conflict (id) do update set name = excluded.name, service_subject = excluded.service_subject, purposes = excluded.purposes,
    active = excluded.active;
  delete from client_staff where client_id = p_id;
  insert into client_staff (agency_id, client_id, staff_id)
  select c.agency_id, c.id, s.id::uuid from client c cross join jsonb_array_elements_text(p_after -> 'staff') s(id) where c.id = p_id;
end $$;

-- What somebody has signed is not altered: it is revoked, and another one opened.
create function apply_agreement_change(p_id uuid, p_after jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if p_after ->> 'revoked_at' is not null or exists (select from agreement_party p where p.agreement_id = p_id and p.signed_at is not null) then
    raise exception 'signed or revoked' using errcode = 'SP409';
  end if;
  insert into agreement (id, reference, title, categories, starts_at, ends_at)
  select p_id, n.reference, n.title, n.categories, n.starts_at, n.ends_at from jsonb_populate_record(null::agreement, p_after) n
  on conflict (id) do update set reference = excluded.reference, title = excluded.title, categories = excluded.categories,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, version = agreement.version + 1;
  delete from agreement_party where agreement_id = p_id;
  insert into agreement_party (agreement_id, agency_id) select p_id, a.id::uuid from jsonb_array_elements_text(p_after -> 'parties') a(id);
end $$;

-- The second administrator puts the change in force, whole or not at all. What was overtaken since the proposal is SP409: the target,
-- what it refers to, or the right of who proposed. Two administrators remain whatever is changed, or nobody could change it back.
create function approve_registry_change(p_id uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v uuid := administrator_of_record();
  c registry_change;
begin
  lock table agency, unit, staff, client, client_staff, agreement, agreement_party in share row exclusive mode;
  select * into c from registry_change where id = p_id and status = 'PROPOSED' for update;
  if c.id is null then
    raise exception 'no such proposal' using errcode = 'SP404';
  end if;
  if c.proposed_by = v or registry_change_concerns(c, v) then
    raise exception 'a second person approves, and not of himself' using errcode = 'SP403';
  end if;
  if registry_state(c.kind, c.target_id) is distinct from c.before
     or not exists (select from registry_administrators() s where s.id = c.proposed_by) then
    raise exception 'overtaken' using errcode = 'SP409';
  end if;
  begin
    case c.kind
      when 'AGENCY' then perform apply_agency_change(c.target_id, c.after);
      when 'UNIT' then perform apply_unit_change(c.target_id, c.after);
      when 'STAFF' then perform apply_staff_change(c.target_id, c.before, c.after, v);
      when 'CLIENT' then perform apply_client_change(c.target_id, c.after);
      when 'AGREEMENT' then perform apply_agreement_change(c.target_id, c.after);
    end case;
  exception when integrity_constraint_violation then
    raise exception 'overtaken' using errcode = 'SP409';
  end;
  if (select count(*) from registry_administrators()) < 2 then
    raise exception 'two administrators remain' using errcode = 'SP403';
  end if;
  update registry_change set status = 'APPLIED', decided_by = v, decided_at = now() where id = c.id;
  return c.id;
end $$;

-- Who proposed takes it back, another administrator turns it down; not whom it is about.
create function withdraw_registry_change(p_id uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v uuid := administrator_of_record();
  c registry_change;
begin
  select * into c from registry_change where id = p_id and status = 'PROPOSED' for update;
  if c.id is null then
    raise exception 'no such proposal' using errcode = 'SP404';
  end if;
  if c.proposed_by <> v and registry_change_concerns(c, v) then
    raise exception 'not by whom it is about' using errcode = 'SP403';
  end if;
  update registry_change set status = 'WITHDRAWN', decided_by = v, decided_at = now() where id = c.id;
  return c.id;
end $$;

-- The agreement, for somebody who may sign for a party, by his own token.
create function agreement_to_sign(p_id uuid) returns agreement language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  a agreement;
begin
  select g.* into a from agreement g where g.id = p_id
    and exists (select from agreement_party p where p.agreement_id = g.id and p.agency_id = v.agency_id) for update;
  if a.id is null then
    raise exception 'no such agreement' using errcode = 'SP404';
  end if;
  if viewer_proof() is distinct from 'PROVEN' or not v.roles @> array['SIGNATORY'] or a.revoked_at is not null or a.ends_at <= now() then
    raise exception 'not the viewer''s to sign or revoke now' using errcode = 'SP403';
  end if;
  return a;
end $$;

-- Nobody signs for two parties, also not after a move. A signature given stays as it is.
create function sign_agreement(p_id uuid, p_version integer) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a agreement := agreement_to_sign(p_id);
begin
  if a.version <> p_version then
    raise exception 'another version was read' using errcode = 'SP409';
  end if;
  if exists (select from agreement_party p where p.agreement_id = a.id and p.signed_by = viewer_staff() and p.agency_id <> viewer_agency()) then
    raise exception 'signed for another party' using errcode = 'SP403';
  end if;
  update agreement_party set signed_at = now(), signed_by = viewer_staff()
  where agreement_id = a.id and agency_id = viewer_agency() and signed_at is null;
  return a.id;
end $$;

create function revoke_agreement(p_id uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a agreement := agreement_to_sign(p_id);
begin
  update agreement set revoked_at = now(), revoked_by = viewer_staff() where id = a.id;
  return a.id;
end $$;

create function agreement_status(a agreement, p_at timestamptz) returns text language sql stable security definer set search_path = public, pg_temp
  return case when a.revoked_at <= p_at then 'REVOKED' when a.ends_at <= p_at then 'EXPIRED' when agreement_in_force(a, p_at) then 'IN_FORCE'
    when (select bool_and(p.signed_at is not null and p.signed_at <= p_at) from agreement_party p where p.agreement_id = a.id) then 'SIGNED' else 'DRAFT' end;

revoke execute on function require_staff_of_agency, registry_administrators, administers, administrator_of_record, registry_state,
  propose_registry_change, registry_change_concerns, end_assignments_of, apply_agency_change, apply_unit_change, apply_staff_change,
  apply_client_change, apply_agreement_change, approve_registry_change, withdraw_registry_change, agreement_to_sign, sign_agreement,
  revoke_agreement, agreement_status from public;
grant execute on function administers, propose_registry_change, approve_registry_change, withdraw_registry_change, sign_agreement,
  revoke_agreement, agreement_status to spona_serving;
