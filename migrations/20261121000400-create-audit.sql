-- What was disclosed and what was withheld, to whom, for which purpose. Append only: the serving role adds through one function and
-- reads its own agency's part, or as a coordinator his area's.

create table operation_document (
  hash text primary key,
  -- With literals stripped; variables are never kept.
  document text not null
);

create table disclosure (
  id uuid primary key default gen_random_uuid(),
  recorded_at timestamptz not null default now(),
  -- The one clock of the request: every fact was read at this instant.
  instant timestamptz not null,
  request_id uuid not null,
  agency_id uuid references agency,
  staff_id uuid references staff,
  client_id uuid references client,
  proof text,
  purpose text,
  operation text,
  operation_hash text references operation_document,
  outcome text not null check (outcome in ('ALLOWED', 'PARTIAL', 'REFUSED', 'FAILED')),
  error_code text,
  policy_version text not null,
  case_ids uuid[] not null,
  area_ids uuid[] not null,
  -- [{case, type, ids, disclosed: [[category, rule, basis…]], withheld: [[category, code, rule, basis…]]}]
  entries jsonb not null
);
create index on disclosure (agency_id, instant desc, id);
create index on disclosure (instant desc, id);
create index on disclosure using gin (case_ids);

alter table disclosure enable row level security;
create policy own_or_coordinated on disclosure for select to spona_serving
  using (agency_id = viewer_agency() or area_ids @> array[coordinated_area()]);
grant select on disclosure to spona_serving;

create function record_disclosure(
  p_instant timestamptz, p_request uuid, p_agency uuid, p_staff uuid, p_client uuid, p_proof text, p_purpose text,
  p_operation text, p_hash text, p_document text, p_outcome text, p_error text, p_policy text, p_cases uuid[], p_entries jsonb)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare written uuid;
begin
  if p_hash is not null and not exists (select from operation_document d where d.hash = p_hash) then
    insert into operation_document (hash, document) values (p_hash, p_document) on conflict do nothing;
  end if;
  insert into disclosure (instant, request_id, agency_id, staff_id, client_id, proof, purpose, operation, operation_hash, outcome,
                          error_code, policy_version, case_ids, area_ids, entries)
  values (coalesce(p_instant, now()), p_request, p_agency, p_staff, p_client, p_proof, p_purpose, p_operation, p_hash, p_outcome, p_error, p_policy, p_cases,
          array(select c.area_id from case_file c where c.id = any (p_cases)
                union select g.area_id from agency g where g.id = p_agency), p_entries)
  returning id into written;
  return written;
end $$;
revoke execute on function record_disclosure from public;
grant execute on function record_disclosure to spona_serving;

-- A safe repeat finds what the first request made; only the result's id is kept, and it is read anew as the present viewer.
create table idempotency (
  agency_id uuid not null references agency,
  client_id uuid,
  staff_id uuid,
  purpose text not null,
  key_hash text not null,
  request_hash text not null,
  result_id uuid,
  created_at timestamptz not null default now(),
  unique nulls not distinct (agency_id, client_id, staff_id, purpose, key_hash)
);
alter table idempotency enable row level security;
create policy own_keys on idempotency to spona_serving
  using (agency_id = viewer_agency() and client_id is not distinct from viewer_client() and staff_id is not distinct from viewer_staff())
  with check (agency_id = viewer_agency() and client_id is not distinct from viewer_client() and staff_id is not distinct from viewer_staff());
grant select, insert, update on idempotency to spona_serving;
