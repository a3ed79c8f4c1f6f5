-- 1
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.assessed_at as "assessedAt", t.level as "level", t.children_at_risk as "childrenAtRisk", t.answers as "answerByFactor", t.victim_words as "victimWords", t.opinion_of_centre as "opinionOfCentre",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from police_risk_assessment t
cross join lateral case_facts(t.case_id, false, true, true, false, false) c
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
0 as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u
where t.id = any ($1::uuid[]);

-- 2
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.reference as "reference", t.roles as "roles", t.family_name as "familyName", t.given_name as "givenName", t.birth_date as "birthDate", t.identifier_kind as "identifierKind", t.identifier as "identifier", t.sex as "sex", t.age_reported as "ageReported", t.language as "language", t.address as "address", t.municipality_id as "municipalityId", t.patrol_flag as "patrolFlag", t.phone as "phone", t.safe_times as "safeTimes", t.employer as "employer", t.armed_role as "armedRole", t.school as "school", t.safety_instruction as "safetyInstruction", t.status as "status", t.note as "note", (select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
from municipality m where m.id = t.municipality_id) as municipality,
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join participant t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
(((t.roles @> '{VICTIM}')::int << 0) | ((t.roles @> '{RESPONDENT}')::int << 1) | ((t.roles @> '{CHILD}')::int << 2) | ((t.roles @> '{REPORTER}')::int << 3) | ((t.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((t.roles @> '{WITNESS}')::int << 5)) as subjects,
0 as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when t.roles <> '{RESPONDENT}' then t.id end], null), t.id) end as grants offset 0) f;

-- 3
select d.record_id as key, d.case_id as "caseId", d.kind, d.delivered_at as "deliveredAt", coalesce(s.agency_id = viewer_agency(), false) as "deliveredHere",
g.id, g.name, g.sector, g.concealed
from record_delivery d join agency g on g.id = d.agency_id left join staff s on s.id = d.delivered_by where d.record_id = any ($1::uuid[])
order by d.kind;
