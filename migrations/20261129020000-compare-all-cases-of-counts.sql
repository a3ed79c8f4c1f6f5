-- An answer that was counted or filtered rests on cases that it does not name: those that it counted when they are many, and those that
-- the filter left out. What has moved on any case that the asking agency had access to then or before sends it back as well (`wide`); a
-- case that came to it since is in no answer of before, and an import of many would else keep it from listing any.

-- Only what moved lately is looked at, however many cases there are.
create index on case_epoch (changed_by);

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
          or exists (select from case_epoch e where e.case_id = any (r.cases) and moved_since(e.changed_by, r.snapshot::pg_snapshot))
          or r.wide and exists (
            select from (
              select e.case_id from case_epoch e
              where e.changed_by >= pg_snapshot_xmin(r.snapshot::pg_snapshot) and e.changed_by < pg_snapshot_xmax(pg_current_snapshot())
                and moved_since(e.changed_by, r.snapshot::pg_snapshot) offset 0
            ) moved where exists (select from case_access a where a.case_id = moved.case_id and a.agency_id = r.agency
              and a.starts_at <= r.instant))) as moved
      from jsonb_to_recordset(p_records) as r(place integer, instant timestamptz, request uuid, agency uuid, staff uuid, client uuid,
        proof text, purpose text, operation text, document text, outcome text, error text, policy text, cases uuid[], entries jsonb,
        snapshot text, registry text, wide boolean)
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
