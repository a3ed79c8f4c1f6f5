-- What was decided, by which rule on which basis, recurs with every operation of a kind: it is kept once, under the hash of what it says,
-- and each disclosure record refers to it. A record of a page of cases is a tenth of what it was, to write and to keep.

create table disclosure_grounds (
  hash text primary key check (hash = encode(sha256(convert_to(content::text, 'UTF8')), 'hex')),
  -- {disclosed: [[category, rule, basis…]], withheld: [[category, code, rule, basis…]]}
  content json not null
);
-- No policy: which grounds there are is nobody's to list; who reads a record reads those that it names.
alter table disclosure_grounds enable row level security;

-- [{type, grounds, rows: [[case, id…]], count, protected}] → [{case, type, ids, count, protected, disclosed, withheld}]. Grounds that
-- are lost leave nulls, and no reader of the trail takes them for an entry: he fails.
create function disclosure_entries(p_entries jsonb) returns jsonb language sql stable security definer set search_path = public, pg_temp
  return (select coalesce(jsonb_agg((e.value - 'grounds' - 'rows')
      || coalesce(g.content::jsonb, '{"disclosed": null, "withheld": null}') || jsonb_build_object('case', r.value -> 0, 'ids', r.value - 0)
      order by e.ordinality, r.ordinality), '[]')
    from jsonb_array_elements(p_entries) with ordinality e
    left join disclosure_grounds g on g.hash = e.value ->> 'grounds'
    cross join lateral jsonb_array_elements(e.value -> 'rows') with ordinality r);

-- Records that are there already, in the new form; what they say stays.
create function pg_temp.content_of(p_entry jsonb) returns text language sql immutable
  return jsonb_build_object('disclosed', p_entry -> 'disclosed', 'withheld', p_entry -> 'withheld')::text;
create function pg_temp.hash_of(p_entry jsonb) returns text language sql immutable
  return encode(sha256(convert_to(pg_temp.content_of(p_entry), 'UTF8')), 'hex');
insert into disclosure_grounds (hash, content)
  select distinct on (1) pg_temp.hash_of(e.value), pg_temp.content_of(e.value)::json
  from disclosure d cross join lateral jsonb_array_elements(d.entries) e;
update disclosure d set entries = (
  select jsonb_agg((e.value - 'case' - 'ids' - 'disclosed' - 'withheld') || jsonb_build_object('grounds', pg_temp.hash_of(e.value),
      'rows', jsonb_build_array(jsonb_build_array(e.value -> 'case') || (e.value -> 'ids'))) order by e.ordinality)
  from jsonb_array_elements(d.entries) with ordinality e)
  where d.entries <> '[]';
drop function pg_temp.hash_of, pg_temp.content_of;

-- Writes a batch of disclosure records, each with the answer whether its facts still stand: `moved` ones are not written, and their
-- answers do not leave. A record names the snapshot of its answer, and that in which the registry told who asks. `p_documents` and
-- `p_grounds` are texts that may be new; a record that names one which is neither there nor kept already is refused.
drop function record_disclosures;
create function record_disclosures(p_records jsonb, p_documents text[], p_grounds text[]) returns table (place integer, moved boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare r record;
begin
  -- In the order of their hashes, so that two transactions that bring the same ones wait for each other instead of locking.
  insert into operation_document (hash, document)
    select encode(sha256(convert_to(d, 'UTF8')), 'hex'), d from unnest(p_documents) d order by 1
    on conflict do nothing;
  insert into disclosure_grounds (hash, content)
    select encode(sha256(convert_to(c, 'UTF8')), 'hex'), c::json from unnest(p_grounds) c order by 1
    on conflict do nothing;
  for r in select * from jsonb_to_recordset(p_records) as x(place integer, instant timestamptz, request uuid, agency uuid, staff uuid, client uuid,
      proof text, purpose text, operation text, document text, outcome text, error text, policy text, cases uuid[], entries jsonb,
      snapshot text, registry text) loop
    place := r.place;
    moved := r.snapshot is not null and (
      exists (select from policy_epoch e where moved_since(e.changed_by, coalesce(r.registry, r.snapshot)::pg_snapshot))
      or exists (select from case_epoch e where e.case_id = any (r.cases) and moved_since(e.changed_by, r.snapshot::pg_snapshot)));
    if not moved then
      if exists (select from jsonb_array_elements(r.entries) e
          where not exists (select from disclosure_grounds g where g.hash = e.value ->> 'grounds')) then
        raise exception 'the grounds of a disclosure record are not kept' using errcode = 'foreign_key_violation';
      end if;
      insert into disclosure (instant, request_id, agency_id, staff_id, client_id, proof, purpose, operation, operation_hash, outcome,
                              error_code, policy_version, case_ids, area_ids, entries)
      values (coalesce(r.instant, now()), r.request, r.agency, r.staff, r.client, r.proof, r.purpose, r.operation, r.document, r.outcome, r.error,
              r.policy, r.cases,
              array(select c.area_id from case_file c where c.id = any (r.cases)
                    union select g.area_id from agency g where g.id = r.agency), r.entries);
    end if;
    return next;
  end loop;
end $$;

revoke execute on function disclosure_entries, record_disclosures from public;
grant execute on function disclosure_entries, record_disclosures to spona_serving;
