-- 1
with coordinated as materialized (select a.case_id from case_access a where a.agency_id = viewer_agency()
and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now()),
locked as materialized (select l.case_id from case_lock l where locks_viewer(l)) select t.id, t.instant, t.instant::text as sort, t.proof, t.purpose, t.operation as "operationName", t.operation_hash as "operationHash", t.outcome,
t.error_code as "errorCode", t.policy_version as "policyVersion", disclosure_entries(t.entries) as entries, v.ids as "caseIds", (t.agency_id = viewer_agency()) as own,
s.name as "staffName", k.name as "clientName", g.id as "agencyId", g.name as "agencyName", g.sector, g.concealed
from disclosure t
left join agency g on g.id = t.agency_id left join staff s on s.id = t.staff_id left join client k on k.id = t.client_id
cross join lateral (select coalesce(array_agg(c.id), '{}') as ids from unnest(t.case_ids) c(id)
where (t.agency_id = viewer_agency() or c.id in (select case_id from coordinated)) and c.id not in (select case_id from locked)) v
where (cardinality(t.case_ids) = 0 or cardinality(v.ids) > 0) and ($1::uuid is null or (t.case_ids @> array[$1::uuid] and v.ids @> array[$1::uuid])) and ($2::uuid is null or t.agency_id = $2) and ($3::uuid is null or t.staff_id = $3)
and ($4::timestamptz is null or t.instant >= $4) and ($5::timestamptz is null or t.instant < $5) and (not coalesce(g.concealed, false) or g.id = viewer_agency()) and true
order by t.instant desc, t.id limit $6::int;

-- 2
with coordinated as materialized (select a.case_id from case_access a where a.agency_id = viewer_agency()
and a.scope = 'COORDINATION' and a.starts_at <= now() and a.ends_at > now()),
locked as materialized (select l.case_id from case_lock l where locks_viewer(l)) select case when (not coalesce(g.concealed, false) or g.id = viewer_agency()) then g.name else 'Concealed agencies' end as "agencyName", count(distinct t.id)::int as operations,
count(distinct t.id) filter (where t.outcome = 'PARTIAL')::int as partial,
count(distinct t.id) filter (where t.outcome = 'REFUSED')::int as refused, count(distinct c.id)::int as cases
from disclosure t join agency g on g.id = t.agency_id cross join lateral (select coalesce(array_agg(c.id), '{}') as ids from unnest(t.case_ids) c(id)
where (t.agency_id = viewer_agency() or c.id in (select case_id from coordinated)) and c.id not in (select case_id from locked)) v left join lateral unnest(v.ids) c(id) on true
where (cardinality(t.case_ids) = 0 or cardinality(v.ids) > 0) and ($1::timestamptz is null or t.instant >= $1) and ($2::timestamptz is null or t.instant < $2)
group by 1 order by 1;
