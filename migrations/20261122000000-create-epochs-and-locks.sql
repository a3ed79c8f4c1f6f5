-- Epochs: which transaction last changed what decisions rest on. A disclosure record compares them with the snapshot in which its
-- answer was made, so that no answer leaves that rests on facts which a committed change has overtaken.

create table policy_epoch (
  singleton boolean primary key default true check (singleton),
  changed_by xid8 not null
);
insert into policy_epoch (changed_by) values (pg_current_xact_id());

create table case_epoch (
  case_id uuid primary key references case_file,
  changed_by xid8 not null
);
-- No policy: nobody but the owner's functions reads it.
alter table case_epoch enable row level security;

create function bump_policy_epoch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update policy_epoch set changed_by = pg_current_xact_id() where changed_by <> pg_current_xact_id();
  return null;
end $$;

-- In the order of their ids, so that two transactions that change the same cases wait for each other instead of locking.
create function bump_case_epochs() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into case_epoch (case_id, changed_by)
  select distinct c.case_id, pg_current_xact_id() from changed c order by 1
  on conflict (case_id) do update set changed_by = excluded.changed_by where case_epoch.changed_by <> excluded.changed_by;
  return null;
end $$;

-- A table of the registry, or one whose rows decide about a case, calls this once in its migration.
create procedure watch_policy(p_table regclass) language plpgsql as $$
begin
  execute format('create trigger bump_policy_epoch after insert or update or delete on %s for each statement execute function bump_policy_epoch()', p_table);
end $$;

create procedure watch_case(p_table regclass) language plpgsql as $$
begin
  execute format('create trigger bump_inserted after insert on %s referencing new table as changed for each statement execute function bump_case_epochs()', p_table);
  execute format('create trigger bump_updated after update on %s referencing new table as changed for each statement execute function bump_case_epochs()', p_table);
  execute format('create trigger bump_deleted after delete on %s referencing old table as changed for each statement execute function bump_case_epochs()', p_table);
end $$;

call watch_policy('agency');
call watch_policy('unit');
call watch_policy('staff');
call watch_policy('client');
call watch_policy('client_staff');
call watch_policy('scope_rule');
call watch_policy('opening_rule');
call watch_case('case_access');
call watch_case('case_tie');
call watch_case('case_lock');
call watch_case('participant_own');
call watch_case('record_delivery');

-- Of content, only a correction can turn a decision: the roles of a person, and what keeps an order in force.
create trigger bump_updated after update on participant referencing new table as changed
  for each statement execute function bump_case_epochs();
create trigger bump_updated after update on police_urgent_measure referencing new table as changed
  for each statement execute function bump_case_epochs();
create trigger bump_updated after update on court_decision referencing new table as changed
  for each statement execute function bump_case_epochs();

-- A committed change that the snapshot has not seen. The transaction's own changes are its own; a number that the cluster has not yet
-- given out comes from a restored backup and tells nothing.
create function moved_since(p_changed_by xid8, p_snapshot pg_snapshot) returns boolean language sql volatile
  return not pg_visible_in_snapshot(p_changed_by, p_snapshot)
    and p_changed_by < pg_snapshot_xmax(pg_current_snapshot())
    and p_changed_by is distinct from pg_current_xact_id_if_assigned();

-- Locks: of a person or of a unit, by somebody's declaration or by a match of identifiers; ended, not deleted, so that it can be told
-- afterwards who could see what.
alter table case_lock drop constraint case_lock_pkey;
alter table case_lock
  add column id uuid not null default gen_random_uuid() primary key,
  add column agency_id uuid references agency,
  add column unit_id uuid,
  add column cause text not null default 'DECLARED' check (cause in ('DECLARED', 'IDENTIFIER', 'NAME')),
  add column ends_at timestamptz not null default 'infinity',
  add column ended_by uuid references staff,
  alter column staff_id drop not null,
  alter column locked_by drop not null;
update case_lock l set agency_id = s.agency_id from staff s where s.id = l.staff_id;
alter table case_lock
  alter column agency_id set not null,
  add check ((staff_id is null) <> (unit_id is null)),
  add check ((locked_by is null) = (cause <> 'DECLARED')),
  add foreign key (agency_id, unit_id) references unit (agency_id, id);
create index on case_lock (case_id);

create function viewer_proof() returns text language sql stable parallel safe
  return nullif(current_setting('spona.proof', true), '');

-- The agency of a lock is that of whom it locks.
create function set_lock_agency() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.agency_id := coalesce((select s.agency_id from staff s where s.id = new.staff_id), (select u.agency_id from unit u where u.id = new.unit_id));
  return new;
end $$;
create trigger set_lock_agency before insert on case_lock for each row execute function set_lock_agency();

-- Whom a lock meets: the person, whoever works in the unit, and a machine that merely asserts for whom it asks, where any person of
-- its agency is locked. Inlined by the planner.
create function locks_viewer(l case_lock) returns boolean language sql stable parallel safe
  return l.ends_at > now() and (l.staff_id = viewer_staff() or l.unit_id = viewer_unit()
    or (l.agency_id = viewer_agency() and viewer_proof() = 'ASSERTED'));
alter policy metadata_read on case_lock using (locks_viewer(case_lock) or case_coordinated(case_id));

-- The two halves of the second wall, in their one form, for the column that holds the case; one index probe a row each.
create function lock_gate(p_case text) returns text language sql immutable
  return format('(select true from case_lock l where l.case_id = %s and locks_viewer(l) limit 1) is not true', p_case);
create function reach_gate(p_case text) returns text language sql immutable
  return format('(select true from case_access a where a.case_id = %s and a.agency_id = viewer_agency() and a.scope <> ''COORDINATION''
    and a.starts_at <= now() and a.ends_at > now() limit 1)', p_case);

create procedure gate_case_table(p_table regclass, p_case text) language plpgsql as $$
declare
  reach text := reach_gate(format('%s.%I', p_table, p_case));
  gate text := lock_gate(format('%s.%I', p_table, p_case));
begin
  execute format('drop policy if exists reach_read on %s', p_table);
  execute format('drop policy if exists custodian_insert on %s', p_table);
  execute format('drop policy if exists custodian_update on %s', p_table);
  execute format('create policy reach_read on %s for select to spona_serving using ((custodian_id = viewer_agency() or %s) and %s)',
    p_table, reach, gate);
  execute format('create policy custodian_insert on %s for insert to spona_serving with check (custodian_id = viewer_agency() and %s and %s)',
    p_table, reach, gate);
  execute format('create policy custodian_update on %s for update to spona_serving using (custodian_id = viewer_agency() and %s and %s)',
    p_table, reach, gate);
end $$;

create or replace procedure secure_case_table(p_table regclass, p_case text default 'case_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  call gate_case_table(p_table, p_case);
  execute format('grant select, insert, update on %s to spona_serving', p_table);
  execute format('create trigger keep_history before update on %s for each row execute function keep_history()', p_table);
end $$;

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
  execute format('create or replace function case_unlocked(p_case uuid) returns boolean language sql stable security definer
    set search_path = public, pg_temp return %s', lock_gate('p_case'));
  -- When the last of the orders that protect in this case ends; as it was, under the wider gate.
  execute format('create or replace function case_order_end(p_case uuid) returns timestamptz language sql stable security definer
    set search_path = public, pg_temp return (select max(greatest(m.served_at + interval ''48 hours'',
        (select max(d.until) from court_decision d where d.measure_id = m.id and d.decided_at <= now())))
      from police_urgent_measure m where m.case_id = p_case and m.served_at <= now() and %s and %s)', reach_gate('p_case'), lock_gate('p_case'));
end $$;

create or replace function case_reached(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
    and case_unlocked(p_case);

create or replace function case_coordinated(p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_access a where a.case_id = p_case and a.agency_id = viewer_agency()
      and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now())
    and case_unlocked(p_case);

create or replace function lock_staff(p_case uuid, p_staff uuid, p_reason text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  s staff;
begin
  if not (case_coordinated(p_case) or case_reached(p_case)) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  select * into s from staff where id = p_staff and (agency_id = v.agency_id or case_coordinated(p_case));
  if s.id is null or s.id = v.id then
    raise exception 'not the viewer''s to lock' using errcode = 'SP403';
  end if;
  if not exists (select from case_lock l where l.case_id = p_case and l.staff_id = p_staff and l.ends_at > now()) then
    insert into case_lock (case_id, agency_id, staff_id, reason, locked_by) values (p_case, s.agency_id, s.id, p_reason, v.id);
  end if;
end $$;

create or replace function unlock_staff(p_case uuid, p_staff uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  l case_lock;
begin
  if not case_coordinated(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  select * into l from case_lock where case_id = p_case and staff_id = p_staff and ends_at > now() for update;
  if l.id is null then
    raise exception 'no such lock' using errcode = 'SP404';
  end if;
  if l.locked_by = v.id or l.staff_id = v.id then
    raise exception 'a second person unlocks' using errcode = 'SP403';
  end if;
  update case_lock set ends_at = greatest(now(), locked_at), ended_by = v.id where id = l.id;
end $$;

-- Writes a batch of disclosure records, each with the answer whether its facts still stand: `moved` ones are not written, and their
-- answers do not leave. A record names the snapshot of its answer, and that in which the registry told who asks.
create function record_disclosures(p_records jsonb) returns table (place integer, moved boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  for r in select * from jsonb_to_recordset(p_records) as x(place integer, instant timestamptz, request uuid, agency uuid, staff uuid, client uuid,
      proof text, purpose text, operation text, hash text, document text, outcome text, error text, policy text, cases uuid[], entries jsonb,
      snapshot text, registry text) loop
    place := r.place;
    moved := r.snapshot is not null and (
      exists (select from policy_epoch e where moved_since(e.changed_by, coalesce(r.registry, r.snapshot)::pg_snapshot))
      or exists (select from case_epoch e where e.case_id = any (r.cases) and moved_since(e.changed_by, r.snapshot::pg_snapshot)));
    if not moved then
      if r.hash is not null and not exists (select from operation_document d where d.hash = r.hash) then
        insert into operation_document (hash, document) values (r.hash, r.document) on conflict do nothing;
      end if;
      insert into disclosure (instant, request_id, agency_id, staff_id, client_id, proof, purpose, operation, operation_hash, outcome,
                              error_code, policy_version, case_ids, area_ids, entries)
      values (coalesce(r.instant, now()), r.request, r.agency, r.staff, r.client, r.proof, r.purpose, r.operation, r.hash, r.outcome, r.error,
              r.policy, r.cases,
              array(select c.area_id from case_file c where c.id = any (r.cases)
                    union select g.area_id from agency g where g.id = r.agency), r.entries);
    end if;
    return next;
  end loop;
end $$;
drop function record_disclosure;

revoke execute on function bump_policy_epoch, bump_case_epochs, moved_since, viewer_proof, set_lock_agency, locks_viewer, lock_gate, reach_gate, case_unlocked,
  record_disclosures from public;
revoke execute on procedure watch_policy, watch_case, gate_case_table from public;
grant execute on function viewer_proof, locks_viewer, case_unlocked, record_disclosures to spona_serving;
