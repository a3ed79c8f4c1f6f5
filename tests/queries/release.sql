-- 1
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

-- 2
select r.case_id as key, r.id, r.case_id as "caseId", r.record_id as "recordId", r.categories, r.reason, r.released_at as "releasedAt",
r.ends_at as "endsAt", r.ends_at > now() as open, d.name as "releasedByName", s.name as "staffName",
json_build_object('id', h.id, 'name', h.name, 'sector', h.sector, 'concealed', h.concealed) as "heldBy",
json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed) as "givenTo" from releases_told($1::uuid[], null, null) r join agency h on h.id = r.holder_id join staff d on d.id = r.released_by
join agency g on g.id = r.agency_id join staff s on s.id = r.staff_id
order by r.released_at desc, r.id;
