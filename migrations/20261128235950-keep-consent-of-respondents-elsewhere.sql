-- That a parent is a respondent in another case of the child is nobody's to know who does not work on that case, be it by a refusal or by a
-- consent that is suddenly no longer in force. Such a consent is recorded, confirmed and withdrawn like any other, and opens nothing.

-- Who can agree as far as the case itself tells: the person herself, once of age if she is there as a child; else a parent of the child
-- who is no respondent here. Without numbers it cannot be shown that there is no other case.
create function may_give(p_subject uuid, p_representative uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from participant s left join participant r on r.id = p_representative and r.case_id = s.case_id and r.id <> s.id
    where s.id = p_subject and case when p_representative is null
      then not s.roles @> array['CHILD'] or coalesce(s.birth_date <= current_date - interval '18 years', false)
      else s.roles @> array['CHILD'] and not r.roles && array['RESPONDENT', 'PROTECTED_REPORTER']
        and s.identifier is not null and r.identifier is not null
        and exists (select from relationship k where k.from_id = r.id and k.to_id = s.id and k.code in ('PARENT', 'FOSTER_PARENT')
          or k.from_id = s.id and k.to_id = r.id and k.code in ('CHILD', 'FOSTER_CHILD'))
      end);

-- And is a respondent in no other case of the child: cases are known by equal numbers.
create or replace function valid_giver(p_subject uuid, p_representative uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return may_give(p_subject, p_representative) and not exists (
    select from participant s join participant r on r.id = p_representative
      join participant c on c.identifier = s.identifier and c.identifier_kind = s.identifier_kind
      join participant x on x.case_id = c.case_id and x.roles @> array['RESPONDENT']
        and x.identifier = r.identifier and x.identifier_kind = r.identifier_kind
    where s.id = p_subject);

-- What a consent opens: what it names, and the record of itself, to whoever receives it; nothing where who gave it could not.
create or replace function open_by_consent(c consent) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not valid_giver(c.subject_id, c.representative_id) then
    return;
  end if;
  insert into case_grant (case_id, condition, source_id, agency_id, categories, subject_id, record_id, ends_at)
  select c.case_id, 'consent', c.id, r.id, o.categories, c.subject_id, o.record_id, c.until
  from unnest(c.recipient_ids) r(id)
  cross join (values (c.categories, null::uuid), (array['consent.existence', 'consent.scope'], c.id)) o(categories, record_id);
end $$;

-- Answers null where nobody who can agree has done so.
create or replace function record_consent(p_case uuid, p_subject uuid, p_kind text, p_categories text[], p_recipients uuid[],
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
  if not may_give(p_subject, p_representative) then
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
create or replace function confirm_consent(p_consent uuid) returns uuid
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
     or not may_give(c.subject_id, c.representative_id) then
    raise exception 'this consent holds no more' using errcode = 'SP403';
  end if;
  insert into consent_event (consent_id, kind, agency_id, staff_id) values (c.id, 'CONFIRMED', v.agency_id, v.id);
  perform open_by_consent(c);
  return c.id;
end $$;

-- Which of these consents hold, of those alone that the viewer holds or whose case he reaches. A recipient is told what is open to it;
-- anybody else what was said and done: confirmed where it must be, not withdrawn, not over.
create or replace function consents_in_force(p_consents uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from consent c
  where c.id = any (p_consents) and (c.custodian_id = viewer_agency() or case_reached(c.case_id)) and case when viewer_agency() = any (c.recipient_ids)
    then exists (select from case_grant g where g.source_id = c.id and g.condition = 'consent' and g.starts_at <= now() and g.ends_at > now())
    else c.until > now()
      and not exists (select from consent_event e where e.consent_id = c.id and e.kind = 'WITHDRAWN')
      and (c.custodian_id <> all (c.recipient_ids) or exists (select from consent_event e where e.consent_id = c.id and e.kind = 'CONFIRMED'))
    end
$$;

-- A recipient is told of no event, also where it entered the person: the absence of a withdrawal would tell that something else ended it.
alter policy told_read on consent_event using (exists (select from consent c where c.id = consent_id and viewer_agency() <> all (c.recipient_ids)));

revoke execute on function may_give from public;
