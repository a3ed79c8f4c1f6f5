-- 1
select t.id, t.instant, t.instant::text as sort, t.proof, t.purpose, t.operation, t.operation_hash as "operationHash", t.outcome,
t.error_code as "errorCode", t.policy_version as "policyVersion", t.entries, (t.agency_id = viewer_agency()) as own,
s.name as staff, k.name as client, g.id as "agencyId", g.name as "agencyName", g.sector, g.concealed
from disclosure t
left join agency g on g.id = t.agency_id left join staff s on s.id = t.staff_id left join client k on k.id = t.client_id
where ($1::uuid is null or t.case_ids @> array[$1::uuid]) and ($2::uuid is null or t.agency_id = $2) and ($3::uuid is null or t.staff_id = $3)
and ($4::timestamptz is null or t.instant >= $4) and ($5::timestamptz is null or t.instant < $5) and (not coalesce(g.concealed, false) or g.id = viewer_agency()) and true
order by t.instant desc, t.id limit $6::int;

-- 2
select case when (not coalesce(g.concealed, false) or g.id = viewer_agency()) then g.name else 'Concealed agencies' end as agency, count(*)::int as operations,
count(*) filter (where t.outcome = 'PARTIAL')::int as partial, count(*) filter (where t.outcome = 'REFUSED')::int as refused,
count(distinct c.id)::int as cases
from disclosure t join agency g on g.id = t.agency_id left join lateral unnest(t.case_ids) c(id) on true
where ($1::timestamptz is null or t.instant >= $1) and ($2::timestamptz is null or t.instant < $2)
group by 1 order by 1;
