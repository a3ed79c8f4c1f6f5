-- 1
select a.case_id as "caseId", a.scope, a.basis, a.starts_at as "startsAt", nullif(a.ends_at, 'infinity') as "endsAt"
from case_access a
where a.agency_id = viewer_agency() and a.scope <> 'COORDINATION' and a.starts_at <= now() and a.ends_at > now()
and not exists (select from case_tie t where t.case_id = a.case_id and t.agency_id = viewer_agency()
and t.starts_at <= now() and t.ends_at > now())
and case_unlocked(a.case_id)
order by a.starts_at, a.case_id limit 200;

-- 2
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.reference as "reference", t.area_id as "areaId", t.municipality_id as "municipalityId", t.opened_at as "openedAt", t.status as "status", t.closed_at as "closedAt", (select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
from municipality m where m.id = t.municipality_id) as municipality,
t.id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from case_file t
cross join lateral case_facts(t.id, false, true, true, false, true) c
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 else 0 end as record,
0 as own,
0 as subjects,
0 as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.id = any ($1::uuid[]);

-- 3
select a.case_id as key, a.id as "accessId", a.scope, a.basis, a.purposes, a.starts_at as "startsAt",
nullif(a.ends_at, 'infinity') as "endsAt", a.granted_by_agency = viewer_agency() as "givenHere", g.id, g.name, g.sector, g.concealed
from accesses_of($1::uuid[]) a join agency g on g.id = a.agency_id order by a.starts_at, a.id;

-- 4
select t.case_id as key, t.id, u.name as "unitName", s.name as "staffName", t.starts_at as "startsAt", nullif(t.ends_at, 'infinity') as "endsAt"
from case_tie t left join unit u on u.id = t.unit_id left join staff s on s.id = t.staff_id
where t.case_id = any ($1::uuid[]) and t.agency_id = viewer_agency() and t.ends_at > now() order by t.starts_at, t.id;
