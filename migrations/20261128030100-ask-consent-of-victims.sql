-- As before, but a case has to have a victim for all its victims to agree: where there is none, nobody's consent opens what speaks of the
-- whole case.
create or replace function grants_of(p_case uuid, p_agency uuid, p_staff uuid, p_at timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (
    select * from case_grant g where g.case_id = p_case and g.agency_id = p_agency and (g.staff_id is null or g.staff_id = p_staff)
      and g.starts_at <= p_at and g.ends_at > p_at
  ), whole as (
    select k.category from mine g cross join unnest(g.categories) k(category) where g.condition = 'consent' group by k.category
    having (select bool_and(p.id = any (array_agg(g.subject_id))) from participant p where p.case_id = p_case and p.roles @> array['VICTIM'])
  )
  select jsonb_agg(entry) from (
    select jsonb_build_object('c', g.condition, 'k', g.categories, 'h', g.holder_id, 's', g.subject_id, 'r', g.record_id) from mine g
    union all
    select jsonb_build_object('c', 'consent', 'k', array_agg(w.category), 's', '*') from whole w having count(*) > 0
  ) entries(entry)
$$;

-- Whoever turns out to be a respondent has agreed to nothing for the child, in whichever case of the child he is one, and whether he or
-- the child is entered there last.
create index on consent (subject_id) where representative_id is not null;
create or replace function end_consents_of_respondent() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_grant g set ends_at = greatest(now(), g.starts_at) from participant p
    join consent c on c.representative_id is not null and p.id in (c.representative_id, c.subject_id)
  where (p.id = new.id or p.identifier = new.identifier and p.identifier_kind = new.identifier_kind)
    and g.source_id = c.id and g.ends_at > now() and not valid_giver(c.subject_id, c.representative_id);
  return null;
end $$;
drop trigger end_consents_of_respondent on participant;
create trigger end_consents_of_respondent after insert or update of roles, identifier, identifier_kind on participant for each row
  when (new.roles @> array['RESPONDENT'] or new.identifier is not null) execute function end_consents_of_respondent();
