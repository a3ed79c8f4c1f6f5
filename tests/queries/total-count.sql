-- 1
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.reference as "reference", t.area_id as "areaId", t.municipality_id as "municipalityId", t.opened_at as "openedAt", t.status as "status", t.closed_at as "closedAt", (select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
from municipality m where m.id = t.municipality_id) as municipality,
t.id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName", ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at end))::text as "$sort"
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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and true
order by (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at end) desc nulls last, t.id limit $1::int;

-- 2
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.reference as "reference", t.area_id as "areaId", t.municipality_id as "municipalityId", t.opened_at as "openedAt", t.status as "status", t.closed_at as "closedAt", (select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
from municipality m where m.id = t.municipality_id) as municipality,
t.id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName", ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at end))::text as "$sort"
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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.status = $1::text end))
order by (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at end) desc nulls last, t.id limit $2::int;

-- 3
with met as (select t.id
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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and true)
select count(*)::int as count, array(select id from met limit 50) as ids from met;

-- 4
with met as (select t.id
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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.status = $1::text end)))
select count(*)::int as count, array(select id from met limit 50) as ids from met;
