-- A disclosure record is written with every answer: its cost is everybody's.

-- Each of these would lock the row that it names, and every request of an agency names the agency's. Who asks was read from the registry in
-- a snapshot whose epoch is compared, and nobody deletes there; that documents and grounds are kept is asked below.
alter table disclosure drop constraint disclosure_agency_id_fkey, drop constraint disclosure_staff_id_fkey, drop constraint disclosure_client_id_fkey,
  drop constraint disclosure_operation_hash_fkey;

-- As before, all records of a batch by one statement.
create or replace function record_disclosures(p_records jsonb, p_documents text[], p_grounds text[]) returns table (place integer, moved boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  -- In the order of their hashes, so that two transactions that bring the same ones wait for each other instead of locking.
  if p_documents <> '{}' then
    insert into operation_document (hash, document)
      select encode(sha256(convert_to(d, 'UTF8')), 'hex'), d from unnest(p_documents) d order by 1
      on conflict do nothing;
  end if;
  if p_grounds <> '{}' then
    insert into disclosure_grounds (hash, content)
      select encode(sha256(convert_to(c, 'UTF8')), 'hex'), c::json from unnest(p_grounds) c order by 1
      on conflict do nothing;
  end if;
  if exists (select from jsonb_array_elements(p_records) r
      where not exists (select from operation_document d where d.hash = r.value ->> 'document') and r.value ->> 'document' is not null
        or exists (select from jsonb_array_elements(r.value -> 'entries') e
          where not exists (select from disclosure_grounds g where g.hash = e.value ->> 'grounds'))) then
    raise exception 'a text that a disclosure record names is not kept' using errcode = 'foreign_key_violation';
  end if;
  return query
    with answer as materialized (
      select r.*, r.snapshot is not null and (
          exists (select from policy_epoch e where moved_since(e.changed_by, coalesce(r.registry, r.snapshot)::pg_snapshot))
          or exists (select from case_epoch e where e.case_id = any (r.cases) and moved_since(e.changed_by, r.snapshot::pg_snapshot))) as moved
      from jsonb_to_recordset(p_records) as r(place integer, instant timestamptz, request uuid, agency uuid, staff uuid, client uuid,
        proof text, purpose text, operation text, document text, outcome text, error text, policy text, cases uuid[], entries jsonb,
        snapshot text, registry text)
    ), written as (
      insert into disclosure (instant, request_id, agency_id, staff_id, client_id, proof, purpose, operation, operation_hash, outcome,
                              error_code, policy_version, case_ids, area_ids, entries)
      select coalesce(a.instant, now()), a.request, a.agency, a.staff, a.client, a.proof, a.purpose, a.operation, a.document, a.outcome, a.error,
        a.policy, a.cases,
        array(select c.area_id from case_file c where c.id = any (a.cases)
              union select g.area_id from agency g where g.id = a.agency), a.entries
      from answer a where not a.moved
    )
    select a.place, a.moved from answer a;
end $$;
