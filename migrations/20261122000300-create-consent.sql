-- Consent of a person to what else would stay closed, and release from professional secrecy beside a law. What it opens are rows of
-- case_grant; nothing else here decides. A consent is never changed: its confirmation and its withdrawal are rows of their own.

create table consent (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  kind text not null check (kind in ('CONSENT', 'SECRECY_RELEASE')),
  -- As decided: one of a family carries its role (victim.identity.name).
  categories text[] not null check (cardinality(categories) > 0),
  recipient_ids uuid[] not null,
  -- Who gave it for a child; null: the person herself.
  representative_id uuid references participant,
  form text not null check (form in ('WRITTEN', 'ELECTRONIC', 'ORAL_RECORDED')),
  place text not null check (place in ('AGENCY', 'HEALTH_SERVICE', 'COURT', 'HOME', 'REMOTE', 'OTHER')),
  given_at timestamptz not null,
  until timestamptz not null,
  -- The agency that entered the person: where the recorder is a recipient too, this one says whether she agreed.
  holder_id uuid not null references agency,
  check (until > given_at and until <= given_at + interval '1 year')
);
create index on consent (case_id);
create index on consent (representative_id) where representative_id is not null;
-- Whether somebody is a respondent in another case of a child is asked by number.
create index on participant (identifier, identifier_kind) where identifier is not null;

create table consent_event (
  consent_id uuid not null references consent,
  kind text not null check (kind in ('CONFIRMED', 'WITHDRAWN')),
  done_at timestamptz not null default now(),
  agency_id uuid not null references agency,
  staff_id uuid not null references staff,
  primary key (consent_id, kind)
);

-- The second wall of case content, and one thing more: for a recipient a consent is there while it is in force. Withdrawn, expired and
-- not confirmed are the same to him: nothing.
alter table consent enable row level security;
do $$ begin
  execute format('create policy reach_read on consent for select to spona_serving using ((custodian_id = viewer_agency() or %s) and %s
    and (viewer_agency() <> all (recipient_ids) or viewer_agency() in (custodian_id, holder_id) or exists (select from case_grant g
      where g.source_id = consent.id and g.agency_id = viewer_agency() and g.starts_at <= now() and g.ends_at > now())))',
    reach_gate('consent.case_id'), lock_gate('consent.case_id'));
end $$;
alter table consent_event enable row level security;
-- A recipient that recorded it keeps the record, but does not learn who withdrew.
create policy told_read on consent_event for select to spona_serving using (exists (select from consent c where c.id = consent_id
  and (c.holder_id = viewer_agency() or viewer_agency() <> all (c.recipient_ids))));
grant select on consent, consent_event to spona_serving;

-- 2: the case is assigned to the viewer by name; 1: to his unit.
create function viewer_tie(p_case uuid) returns integer language sql stable security definer set search_path = public, pg_temp
  return (select coalesce(max(case when t.staff_id = viewer_staff() then 2 when t.unit_id = viewer_unit() then 1 else 0 end), 0)
    from case_tie t where t.case_id = p_case and t.agency_id = viewer_agency() and t.starts_at <= now() and t.ends_at > now());

-- Who can agree: the person herself, once of age if she is there as a child; else a parent of the child who is a respondent in no case
-- of the child. Another case is known by equal numbers; without numbers it cannot be shown that there is none.
create function valid_giver(p_subject uuid, p_representative uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from participant s left join participant r on r.id = p_representative and r.case_id = s.case_id and r.id <> s.id
    where s.id = p_subject and case when p_representative is null
      then not s.roles @> array['CHILD'] or coalesce(s.birth_date <= current_date - interval '18 years', false)
      else s.roles @> array['CHILD'] and not r.roles && array['RESPONDENT', 'PROTECTED_REPORTER']
        and s.identifier is not null and r.identifier is not null
        and exists (select from relationship k where k.from_id = r.id and k.to_id = s.id and k.code in ('PARENT', 'FOSTER_PARENT')
          or k.from_id = s.id and k.to_id = r.id and k.code in ('CHILD', 'FOSTER_CHILD'))
        and not exists (select from participant c join participant x on x.case_id = c.case_id and x.roles @> array['RESPONDENT']
          where c.identifier = s.identifier and c.identifier_kind = s.identifier_kind
            and x.identifier = r.identifier and x.identifier_kind = r.identifier_kind)
      end);

create function valid_recipients(p_kind text, p_recipients uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return coalesce(cardinality(p_recipients) between 1 and 20 and not exists (
    select from unnest(p_recipients) r(id) left join agency g on g.id = r.id and g.status = 'ACTIVE'
    where g.sector is null or g.sector <> all (case p_kind when 'CONSENT' then array['NGO', 'HEALTH', 'EDUCATION']
      when 'SECRECY_RELEASE' then array['POLICE', 'SOCIAL_WORK', 'PROSECUTION', 'COURT'] else '{}' end)), false);

-- What a consent opens: what it names, and the record of itself, to whoever receives it.
create function open_by_consent(c consent) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into case_grant (case_id, condition, source_id, agency_id, categories, subject_id, record_id, ends_at)
  select c.case_id, 'consent', c.id, r.id, o.categories, c.subject_id, o.record_id, c.until
  from unnest(c.recipient_ids) r(id)
  cross join (values (c.categories, null::uuid), (array['consent.existence', 'consent.scope'], c.id)) o(categories, record_id);
end $$;

-- Answers null where nobody who can agree has done so, whatever the reason: the one that lies in another case is not to be told apart.
create function record_consent(p_case uuid, p_subject uuid, p_kind text, p_categories text[], p_recipients uuid[],
  p_representative uuid, p_form text, p_place text, p_given_at timestamptz, p_until timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  c consent;
begin
  if not case_reached(p_case) then
    raise exception 'no such case' using errcode = 'SP404';
  end if;
  if viewer_proof() is distinct from 'PROVEN' or viewer_tie(p_case) <> 2 then
    raise exception 'who records a consent is known and works on the case' using errcode = 'SP403';
  end if;
  if not valid_recipients(p_kind, p_recipients) then
    raise exception 'not to these agencies' using errcode = 'SP403';
  end if;
  if not exists (select from participant p where p.id = p_subject and p.case_id = p_case
       and p.roles && array['VICTIM', 'CHILD', 'WITNESS', 'REPORTER']) then
    raise exception 'not of this person' using errcode = 'SP403';
  end if;
  if not valid_giver(p_subject, p_representative) then
    return null;
  end if;
  if p_given_at > now() or p_until <= now() then
    raise exception 'given before it is recorded, and not over yet' using errcode = 'check_violation';
  end if;
  insert into consent (case_id, custodian_id, recorded_by, subject_id, kind, categories, recipient_ids, representative_id, form, place,
                       given_at, until, holder_id)
  select p_case, v.agency_id, v.id, p.id, p_kind, p_categories, p_recipients, p_representative, p_form, p_place, p_given_at, p_until,
         p.custodian_id
  from participant p where p.id = p_subject
  returning * into c;
  if c.holder_id <> c.custodian_id then
    insert into record_delivery (record_type, record_id, case_id, agency_id, kind, delivered_by)
    values ('consent', c.id, p_case, c.holder_id, 'DELIVERED', v.id);
  end if;
  -- Nobody opens by his own word what he will then read.
  if c.custodian_id <> all (c.recipient_ids) then
    perform open_by_consent(c);
  end if;
  return c.id;
end $$;

-- The agency that entered the person has asked her. Where there is nothing to confirm, nothing happens.
create function confirm_consent(p_consent uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  c consent;
begin
  select * into c from consent where id = p_consent and v.agency_id in (holder_id, custodian_id) for update;
  if c.id is null or not case_reached(c.case_id) then
    raise exception 'no such consent' using errcode = 'SP404';
  end if;
  if v.agency_id <> c.holder_id or v.agency_id = any (c.recipient_ids) or viewer_proof() is distinct from 'PROVEN' or viewer_tie(c.case_id) = 0 then
    raise exception 'this consent is not the viewer''s to confirm' using errcode = 'SP403';
  end if;
  if c.custodian_id <> all (c.recipient_ids) or exists (select from consent_event e where e.consent_id = c.id and e.kind = 'CONFIRMED') then
    return c.id;
  end if;
  if c.until <= now() or exists (select from consent_event e where e.consent_id = c.id) or not valid_recipients(c.kind, c.recipient_ids)
     or not valid_giver(c.subject_id, c.representative_id) then
    raise exception 'this consent holds no more' using errcode = 'SP403';
  end if;
  insert into consent_event (consent_id, kind, agency_id, staff_id) values (c.id, 'CONFIRMED', v.agency_id, v.id);
  perform open_by_consent(c);
  return c.id;
end $$;

-- She withdraws at the agency that recorded it, at the one that entered her, or at any whose client she is. Answers the case.
create function withdraw_consent(p_consent uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v staff := viewer_of_record();
  c consent;
begin
  select * into c from consent where id = p_consent for update;
  if c.id is null or not case_reached(c.case_id) or viewer_proof() is distinct from 'PROVEN'
     or not (viewer_tie(c.case_id) > 0 and v.agency_id in (c.custodian_id, c.holder_id)
       or viewer_tie(c.case_id) = 2 and exists (select from participant_own o
         where o.participant_id = c.subject_id and o.agency_id = v.agency_id and o.relation = 'SELF')) then
    raise exception 'no such consent' using errcode = 'SP404';
  end if;
  if c.until > now() then
    insert into consent_event (consent_id, kind, agency_id, staff_id) values (c.id, 'WITHDRAWN', v.agency_id, v.id)
    on conflict do nothing;
    update case_grant set ends_at = greatest(now(), starts_at) where source_id = c.id and ends_at > now();
  end if;
  return c.case_id;
end $$;

-- Whoever turns out to be a respondent has agreed to nothing for the child.
create function end_consents_of_respondent() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_grant g set ends_at = greatest(now(), g.starts_at) from consent c
  where c.representative_id = new.id and g.source_id = c.id and g.ends_at > now();
  return null;
end $$;
create trigger end_consents_of_respondent after update on participant for each row
  when (new.roles @> array['RESPONDENT'] and not old.roles @> array['RESPONDENT']) execute function end_consents_of_respondent();

-- Which of these consents open something now, of cases alone that the viewer reaches.
create function consents_in_force(p_consents uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct g.source_id from case_grant g
  where g.source_id = any (p_consents) and g.condition = 'consent' and g.starts_at <= now() and g.ends_at > now() and case_reached(g.case_id)
$$;

-- Of whom nothing is told: what a coordinator may know of the consents of a case.
create function coordinated_consents(p_case uuid)
returns table (id uuid, kind text, categories text[], recipient_ids uuid[], until timestamptz, in_force boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.kind, c.categories, c.recipient_ids, c.until, exists (select from case_grant g
    where g.source_id = c.id and g.starts_at <= now() and g.ends_at > now())
  from consent c where c.case_id = p_case and case_coordinated(p_case) order by c.recorded_at, c.id
$$;

revoke execute on function viewer_tie, valid_giver, valid_recipients, open_by_consent, record_consent, confirm_consent, withdraw_consent,
  end_consents_of_respondent, consents_in_force, coordinated_consents from public;
grant execute on function record_consent, confirm_consent, withdraw_consent, consents_in_force, coordinated_consents to spona_serving;
