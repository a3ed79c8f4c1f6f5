-- Conflict of interest: who works in an agency is compared with the persons of cases. An equal number locks by itself; an equal name is a
-- hint for the coordinator, who decides. What is kept is the result, a lock: neither families nor whose relative somebody is.

-- Which lock closes the case to the whole unit of the person as well (Istanbul Convention art. 51(2); a respondent's colleagues are not
-- told of him). Closed: only a migration changes it. Where there is no row, the person alone is locked.
create table conflict_rule (
  country text not null,
  participant_role text not null,
  -- The sector of the staff member's agency: police officers, prosecutors and judges work in these.
  sector text not null,
  locks_unit boolean not null,
  basis text not null,
  primary key (country, participant_role, sector)
);
insert into conflict_rule
select c.country, 'RESPONDENT', s.sector, true, 'int.ic.51-2'
from (values ('RS'), ('ME'), ('RO'), ('XX')) c(country)
cross join (values ('POLICE'), ('PROSECUTION'), ('COURT')) s(sector);
call watch_policy('conflict_rule');

-- A name in the one form in which names are compared: Latin letters for Cyrillic ones, lower case, without marks, dj as đ (d), and the
-- words in the order of the alphabet, since one register writes the family name first and another the given name. It rests on no
-- collation, so that it says the same on every server.
create function name_key(p_name text) returns text language plpgsql immutable strict parallel safe as $$
declare
  -- Most names are two words of the letters of Serbian: quick.
  letters text := replace(replace(replace(translate(p_name,
    'ABCDEFGHIJKLMNOPQRSTUVWXYZČčĆćŽžŠšĐđАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклмнопрстћуфхцчш',
    'abcdefghijklmnopqrstuvwxyzcccczzssddabvgddezzijklљmnњoprstcufhccџsabvgddezzijklmnoprstcufhccs'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz');
  one text;
  other text;
begin
  if letters ~ '^[a-z]+ [a-z]+$' then
    letters := replace(letters, 'dj', 'd');
    one := split_part(letters, ' ', 1);
    other := split_part(letters, ' ', 2);
    return case when one < other collate "C" then one || ' ' || other else other || ' ' || one end;
  end if;
  letters := regexp_replace(normalize(p_name, NFKD), '[\u0300-\u036f]+', '', 'g');
  letters := translate(letters,
    'ABCDEFGHIJKLMNOPQRSTUVWXYZĐđŁłıАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШЅЩЪЮЯабвгдђежзијклмнопрстћуфхцчшъьЬ',
    'abcdefghijklmnopqrstuvwxyzddlliabvgddezzijklљmnњoprstcufhccџsѕщaюяabvgddezzijklmnoprstcufhccsa');
  letters := replace(replace(replace(replace(replace(replace(replace(replace(letters, 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ѕ', 'dz'),
    'щ', 'st'), 'ю', 'ju'), 'я', 'ja'), 'ß', 'ss');
  -- Whatever is neither letter nor digit parts words.
  letters := regexp_replace(letters, '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f]+', ' ', 'g');
  return (select string_agg(word, ' ' order by word collate "C") from unnest(string_to_array(replace(letters, 'dj', 'd'), ' ')) w(word)
    where word <> '');
end $$;

-- The blind index of a number: an HMAC under a key that the database does not know, in hexadecimal digits; a number itself does not fit.
alter table participant
  add column identifier_index text check (identifier_index ~ '^[0-9a-f]{64}$'),
  add column name_key text;
create index on participant (identifier_index) where identifier_index is not null;
create index on participant (name_key) where name_key is not null;
alter table staff
  add column identifier_index text check (identifier_index ~ '^[0-9a-f]{64}$'),
  add column name_key text;
create index on staff (identifier_index) where identifier_index is not null;
create index on staff (name_key);

-- Whoever writes a row, its key is that of its name.
create function set_person_name_key() returns trigger language plpgsql as $$
begin
  new.name_key := public.name_key(new.family_name || ' ' || new.given_name);
  return new;
end $$;
create function set_staff_name_key() returns trigger language plpgsql as $$
begin
  new.name_key := public.name_key(new.name);
  return new;
end $$;
alter table participant disable trigger user;
update participant set name_key = name_key(family_name || ' ' || given_name) where family_name is not null and given_name is not null;
alter table participant enable trigger user;
update staff set name_key = name_key(name);
create trigger set_name_key before insert or update on participant for each row execute function set_person_name_key();
create trigger set_name_key before insert or update on staff for each row execute function set_staff_name_key();

-- Nobody compares but the owner's functions: of staff, the serving role reads what it read before.
revoke select on staff from spona_serving;
grant select (id, agency_id, unit_id, name, issuer, subject, roles, active) on staff to spona_serving;

-- History keeps what was recorded, not what was computed from it.
create function history_content(p_row jsonb) returns jsonb language sql immutable return p_row - array['identifier_index', 'name_key'];
create or replace function keep_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.id <> old.id or new.custodian_id <> old.custodian_id
     or (to_jsonb(new) ->> 'case_id') is distinct from (to_jsonb(old) ->> 'case_id') then
    raise exception 'identity, case and custodian of a record do not change' using errcode = 'check_violation';
  end if;
  insert into record_history (record_type, record_id, version, case_id, custodian_id, replaced_by, content)
  values (tg_table_name, old.id, old.version, coalesce((to_jsonb(old) ->> 'case_id')::uuid, old.id), old.custodian_id,
          viewer_staff(), history_content(to_jsonb(old)));
  new.version := old.version + 1;
  new.recorded_at := now();
  new.recorded_by := viewer_staff();
  return new;
end $$;

-- The hub writes no number without its index: a person would escape the comparison. The owner, who repairs, may.
create function require_identifier_index() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not pg_has_role((select c.relowner from pg_class c where c.oid = tg_relid), 'member') then
    raise exception 'a number and its index are written together';
  end if;
  return new;
end $$;
create trigger require_index_inserted before insert on participant for each row
  when ((new.identifier is null) <> (new.identifier_index is null)) execute function require_identifier_index();
create trigger require_index_updated before update on participant for each row
  when ((new.identifier is distinct from old.identifier or new.identifier_index is distinct from old.identifier_index)
    and (new.identifier is null) <> (new.identifier_index is null)) execute function require_identifier_index();

-- That a staff member may be a person of a case. An equal number is beyond doubt; of an equal name a coordinator says what it is.
create table conflict_match (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  staff_id uuid not null references staff,
  cause text not null check (cause in ('IDENTIFIER', 'NAME')),
  found_at timestamptz not null default now(),
  status text not null check (status in ('OPEN', 'CONFIRMED', 'DISMISSED')),
  decided_at timestamptz,
  decided_by uuid references staff,
  check (cause = 'NAME' or status = 'CONFIRMED'),
  check ((decided_by is null) = (decided_at is null)),
  check (cause = 'IDENTIFIER' or (status = 'OPEN') = (decided_by is null))
);
create index on conflict_match (case_id);
-- Which match it comes from; null where somebody declared it.
alter table case_lock add column match_id uuid references conflict_match;
create unique index on conflict_match (case_id, staff_id) where status = 'OPEN';
alter table conflict_match enable row level security;
-- Nobody judges himself, nor knows that he is to be judged.
create policy coordinated_read on conflict_match for select to spona_serving
  using (staff_id <> viewer_staff() and case_coordinated(case_id));
grant select on conflict_match to spona_serving;

-- Where nobody of the agency is left who works on the case, it goes to the intake units that are not locked, else to the supervisors.
create function hand_over(p_case uuid, p_agency uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  locked_staff uuid[] := array(select l.staff_id from case_lock l where l.case_id = p_case and l.ends_at > now() and l.staff_id is not null);
  locked_units uuid[] := array(select l.unit_id from case_lock l where l.case_id = p_case and l.ends_at > now() and l.unit_id is not null);
begin
  if not exists (select from case_tie t where t.case_id = p_case and t.agency_id = p_agency and t.ends_at > now())
     or exists (select from case_tie t left join staff s on s.id = t.staff_id
       where t.case_id = p_case and t.agency_id = p_agency and t.ends_at > now() and t.emergency_id is null
         and coalesce(t.staff_id <> all (locked_staff), true) and coalesce(coalesce(t.unit_id, s.unit_id) <> all (locked_units), true)) then
    return;
  end if;
  insert into case_tie (case_id, agency_id, unit_id)
  select p_case, u.agency_id, u.id from unit u where u.agency_id = p_agency and u.intake and u.id <> all (locked_units);
  if not found then
    insert into case_tie (case_id, agency_id, staff_id)
    select p_case, s.agency_id, s.id from staff s
    where s.agency_id = p_agency and s.active and exists (select from unnest(s.roles) r where r like '%\_SUPERVISOR')
      and s.id <> all (locked_staff) and coalesce(s.unit_id <> all (locked_units), true);
  end if;
end $$;

-- Locks the person, and the unit where the rule says so.
create function lock_conflict(m conflict_match) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare s staff;
begin
  select * into s from staff where id = m.staff_id;
  insert into case_lock (case_id, staff_id, cause, match_id, reason)
  select m.case_id, s.id, m.cause, m.id, 'a person of the case'
  where not exists (select from case_lock l where l.case_id = m.case_id and l.staff_id = s.id and l.cause = m.cause and l.ends_at > now());
  insert into case_lock (case_id, unit_id, cause, match_id, reason)
  select m.case_id, s.unit_id, m.cause, m.id, 'works with a person of the case'
  from agency g join area k on k.id = g.area_id join conflict_rule r on r.country = k.country and r.sector = g.sector and r.locks_unit
  where g.id = s.agency_id and s.unit_id is not null
    and exists (select from participant p where p.case_id = m.case_id and p.roles @> array[r.participant_role]
      and case m.cause when 'IDENTIFIER' then p.identifier_index = s.identifier_index else p.name_key = s.name_key end)
    and not exists (select from case_lock l where l.case_id = m.case_id and l.unit_id = s.unit_id and l.cause = m.cause and l.ends_at > now())
  limit 1;
  perform hand_over(m.case_id, s.agency_id);
end $$;

-- The lock comes with the end of the transaction that found the match: whoever enters himself finishes what he began, so that the case is
-- there whole, and is told by it no more than by any other entry; from then on it does not exist for him.
create function lock_matched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform lock_conflict(new);
  return null;
end $$;
create constraint trigger lock_matched after insert on conflict_match deferrable initially deferred
  for each row when (new.cause = 'IDENTIFIER') execute function lock_matched();

-- A hint is one of agencies that could look: those of the case's area, and those that reach it.
create function works_near(p_agency uuid, p_case uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from case_file c join agency g on g.area_id = c.area_id where c.id = p_case and g.id = p_agency)
    or exists (select from case_access a where a.case_id = p_case and a.agency_id = p_agency and a.scope <> 'COORDINATION' and a.ends_at > now());

-- Not where the same is open, was confirmed, or is locked already; where it was dismissed, only if a person was entered anew.
create function hint_conflict(p_case uuid, p_staff uuid, p_anew boolean) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into conflict_match (case_id, staff_id, cause, status)
  select p_case, p_staff, 'NAME', 'OPEN'
  where not exists (select from conflict_match m where m.case_id = p_case and m.staff_id = p_staff and m.cause = 'NAME'
      and (m.status <> 'DISMISSED' or not p_anew))
    and not exists (select from case_lock l where l.case_id = p_case and l.staff_id = p_staff and l.ends_at > now())
  on conflict do nothing
$$;

-- The persons of a statement against the staff. Of a corrected person, what was corrected: a lock that a coordinator has ended does not
-- come back because the address changed.
create function match_inserted_persons() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into conflict_match (case_id, staff_id, cause, status)
  select distinct p.case_id, s.id, 'IDENTIFIER', 'CONFIRMED'
  from changed p join staff s on s.identifier_index = p.identifier_index and s.active;
  perform hint_conflict(m.case_id, m.id, true)
  from (select distinct p.case_id, s.id from changed p join staff s on s.name_key = p.name_key and s.active
    and (s.identifier_index = p.identifier_index) is not true and works_near(s.agency_id, p.case_id)) m;
  return null;
end $$;
create trigger match_inserted after insert on participant referencing new table as changed
  for each statement execute function match_inserted_persons();

create function match_corrected_persons() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into conflict_match (case_id, staff_id, cause, status)
  select distinct p.case_id, s.id, 'IDENTIFIER', 'CONFIRMED'
  from changed p join former o on o.id = p.id join staff s on s.identifier_index = p.identifier_index and s.active
  where p.identifier_index is distinct from o.identifier_index
    or p.roles <> o.roles and exists (select from case_lock l where l.case_id = p.case_id and l.staff_id = s.id and l.ends_at > now());
  perform hint_conflict(m.case_id, m.id, true)
  from (select distinct p.case_id, s.id from changed p join former o on o.id = p.id
    join staff s on s.name_key = p.name_key and s.active and (s.identifier_index = p.identifier_index) is not true
      and works_near(s.agency_id, p.case_id)
    where p.name_key is distinct from o.name_key) m;
  return null;
end $$;
create trigger match_updated after update on participant referencing old table as former new table as changed
  for each statement execute function match_corrected_persons();

-- A staff member against the persons of all cases. While the registry changes, nobody enters persons: two transactions that do not see
-- each other would find nothing.
create function match_staff(p_staff uuid, p_identifier boolean, p_name boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table participant in share row exclusive mode;
  insert into conflict_match (case_id, staff_id, cause, status)
  select distinct p.case_id, s.id, 'IDENTIFIER', 'CONFIRMED'
  from staff s join participant p on p.identifier_index = s.identifier_index where s.id = p_staff and p_identifier;
  perform hint_conflict(m.case_id, p_staff, false)
  from (select distinct p.case_id from staff s join participant p on p.name_key = s.name_key
    and (s.identifier_index = p.identifier_index) is not true and works_near(s.agency_id, p.case_id)
    where s.id = p_staff and p_name) m;
end $$;

create function match_changed_staff() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first boolean := tg_op = 'INSERT' or not old.active;
begin
  if first or new.identifier_index is distinct from old.identifier_index or new.name_key is distinct from old.name_key then
    perform match_staff(new.id, first or new.identifier_index is distinct from old.identifier_index,
      first or new.name_key is distinct from old.name_key);
  end if;
  -- Whoever moves within the agency takes the lock of the unit along.
  if tg_op = 'UPDATE' and new.unit_id is distinct from old.unit_id then
    perform lock_conflict(m) from case_lock l join conflict_match m on m.id = l.match_id
    where l.staff_id = new.id and l.ends_at > now();
  end if;
  return null;
end $$;
create trigger match_changed after insert or update on staff for each row when (new.active) execute function match_changed_staff();

-- An agency of another area that is let in.
create function match_let_in() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hint_conflict(new.case_id, m.id, false)
  from (select distinct s.id from participant p join staff s on s.name_key = p.name_key and s.active and s.agency_id = new.agency_id
    and (s.identifier_index = p.identifier_index) is not true where p.case_id = new.case_id) m;
  return null;
end $$;
create trigger match_let_in after insert on case_access for each row when (new.scope not in ('OWN', 'COORDINATION'))
  execute function match_let_in();

-- The open hint, for a coordinator of the case.
create function open_hint(p_hint uuid) returns conflict_match language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  m conflict_match;
begin
  select * into m from conflict_match where id = p_hint and cause = 'NAME' and status = 'OPEN' and staff_id <> v.id for update;
  if m.id is null or not case_coordinated(m.case_id) then
    raise exception 'no such hint' using errcode = 'SP404';
  end if;
  return m;
end $$;

-- It is the person: locked. Answers the case, as the next one.
create function confirm_conflict(p_hint uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare m conflict_match := open_hint(p_hint);
begin
  update conflict_match set status = 'CONFIRMED', decided_at = now(), decided_by = viewer_staff() where id = m.id;
  perform lock_conflict(m);
  return m.case_id;
end $$;

create function dismiss_conflict(p_hint uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare m conflict_match := open_hint(p_hint);
begin
  update conflict_match set status = 'DISMISSED', decided_at = now(), decided_by = viewer_staff() where id = m.id;
  return m.case_id;
end $$;

-- Whoever locked, or confirmed what locks, does not unlock, nor whom the lock meets. A lock that nobody made is any coordinator's to end.
create function end_case_lock(l case_lock) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare v staff := viewer_of_record();
begin
  if l.locked_by = v.id or l.staff_id = v.id or l.unit_id = v.unit_id
     or exists (select from conflict_match m where m.id = l.match_id and m.decided_by = v.id) then
    raise exception 'a second person unlocks' using errcode = 'SP403';
  end if;
  update case_lock set ends_at = greatest(now(), locked_at), ended_by = v.id where id = l.id;
  -- It was another person after all.
  update conflict_match set status = 'DISMISSED' where id = l.match_id and cause = 'NAME' and l.staff_id is not null;
end $$;

-- Every lock of the person.
create or replace function unlock_staff(p_case uuid, p_staff uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  l case_lock;
  found_one boolean := false;
begin
  perform viewer_of_record();
  if not case_coordinated(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  for l in select * from case_lock where case_id = p_case and staff_id = p_staff and ends_at > now() for update loop
    found_one := true;
    perform end_case_lock(l);
  end loop;
  if not found_one then
    raise exception 'no such lock' using errcode = 'SP404';
  end if;
end $$;

-- One lock, of a person or of a unit. Answers the case.
create function end_lock(p_lock uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare l case_lock;
begin
  perform viewer_of_record();
  select * into l from case_lock where id = p_lock and ends_at > now() for update;
  if l.id is null or not case_coordinated(l.case_id) then
    raise exception 'no such lock' using errcode = 'SP404';
  end if;
  perform end_case_lock(l);
  return l.case_id;
end $$;

revoke execute on function name_key, history_content, set_person_name_key, set_staff_name_key, require_identifier_index, hand_over, lock_conflict, lock_matched, works_near, hint_conflict,
  match_inserted_persons, match_corrected_persons, match_staff, match_changed_staff, match_let_in, open_hint, confirm_conflict,
  dismiss_conflict, end_case_lock, end_lock from public;
grant execute on function name_key, confirm_conflict, dismiss_conflict, end_lock to spona_serving;
