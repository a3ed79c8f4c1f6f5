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
case when (t.status is not distinct from 'CLEARED' and t.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when t.roles <> '{RESPONDENT}' then t.id end], null), t.id) end as grants offset 0) f;

-- 3
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.from_id as "fromId", t.to_id as "toId", t.code as "code",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join relationship t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
join participant p on p.id = t.from_id join participant q on q.id = t.to_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
((((p.roles || q.roles) @> '{VICTIM}')::int << 0) | (((p.roles || q.roles) @> '{RESPONDENT}')::int << 1) | (((p.roles || q.roles) @> '{CHILD}')::int << 2) | (((p.roles || q.roles) @> '{REPORTER}')::int << 3) | (((p.roles || q.roles) @> '{PROTECTED_REPORTER}')::int << 4) | (((p.roles || q.roles) @> '{WITNESS}')::int << 5)) as subjects,
case when ((p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') or (q.status is not distinct from 'CLEARED' and q.roles @> '{RESPONDENT}')) then (c.cleared = 1)::int else 1 end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end, case when q.roles <> '{RESPONDENT}' then q.id end], null), t.id) end as grants offset 0) f;

-- 4
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.reference as "reference", t.occurred_at as "occurredAt", t.precision as "precision", t.municipality_id as "municipalityId", t.place as "place", t.forms as "forms", t.weapon as "weapon", t.children_present as "childrenPresent", t.channel as "channel", t.reported_without_consent as "reportedWithoutConsent", t.description as "description", (select json_build_object('code', m.code, 'nameLatn', m.name_latn, 'nameCyrl', m.name_cyrl)
from municipality m where m.id = t.municipality_id) as municipality,
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join incident t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f;

-- 5
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.assessed_at as "assessedAt", t.level as "level", t.children_at_risk as "childrenAtRisk", t.answers as "answerByFactor", t.victim_words as "victimWords", t.opinion_of_centre as "opinionOfCentre",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join police_risk_assessment t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 6
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.number as "number", t.kinds as "kinds", t.ordered_at as "orderedAt", t.served_at as "servedAt", t.covers_children as "coversChildren",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join police_urgent_measure t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 7
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.assessed_at as "assessedAt", t.findings as "findings", t.summary as "summary", t.opinion_on_risk as "opinionOnRisk", t.custody as "custody", t.consents_for_child as "consentsForChild", t.collects_child as "collectsChild", t.child_statement as "childStatement",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join social_work_family_assessment t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 8
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.examined_at as "examinedAt", t.injuries as "injuries", t.severity as "severity", t.need as "need", t.hark as "hark", t.findings as "findings", t.bears_on_risk as "bearsOnRisk", t.mental_health as "mentalHealth", t.mental_health_needs as "mentalHealthNeeds", t.expert_opinion as "expertOpinion",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join health_examination t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 9
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.number as "number", t.measure_id as "measureId", t.filed_at as "filedAt", t.evaluation as "evaluation", t.danger as "immediateDanger",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join prosecution_extension_proposal t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 10
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.number as "number", t.measure_id as "measureId", t.decided_at as "decidedAt", t.outcome as "outcome", t.until as "until", t.covers_children as "coversChildren", t.reasoning as "reasoning", t.appeal_filed_at as "appealFiledAt", t.appeal_by as "appealBy", t.appeal_decision as "appealDecision", t.appeal_decided_at as "appealDecidedAt",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join court_decision t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 11
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.service as "service", t.started_on as "startedOn", t.ended_on as "endedOn", t.shelter_token as "shelterToken", t.relay_phone as "relayPhone",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join ngo_service_use t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 12
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.observed_on as "observedOn", t.danger as "danger", t.observations as "observations", t.attendance as "attendance", t.told_parent as "toldParent",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::jsonb[]) c(case_id, scopes, tie, ord, cleared, since, delivered, grants)
join education_school_report t on t.case_id = c.case_id
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u;

-- 13
select d.record_id as key, d.case_id as "caseId", d.kind, d.delivered_at as "deliveredAt", coalesce(s.agency_id = viewer_agency(), false) as "deliveredHere",
g.id, g.name, g.sector, g.concealed
from record_delivery d join agency g on g.id = d.agency_id left join staff s on s.id = d.delivered_by where d.record_id = any ($1::uuid[])
order by d.kind;
