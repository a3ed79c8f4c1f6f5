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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and ((((not (exists (select from incident t
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.weapon', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) then t.weapon = $1::text end)))) and exists (select from police_risk_assessment t
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'risk.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and (f.record = 1 or (case when f.subjects = 0 then false else ((f.subjects & 1) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(u.grants -> 'breakGlass' ? 'victim.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0))) and ((f.subjects & 2) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0) or (coalesce(u.grants -> 'breakGlass' ? 'respondent.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0))) and ((f.subjects & 4) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0))) and ((f.subjects & 40) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 3) <> 0 and ((1 << c.tie) & 6) <> 0))) and ((f.subjects & 16) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0))) end)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'risk.level', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) then t.level = $2::text end))) or ((exists (select from incident t
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0)) then t.forms @> array[$3::text] end))) and ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then case when not g.concealed or g.id = viewer_agency() then t.municipality_id = (select m.id from municipality m where m.code = $4::text) end end)))) and (not ((((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.status = $5::text end)) or ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at < $6::timestamptz end))))) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then case when not g.concealed or g.id = viewer_agency() then t.custodian_id = $7::uuid end end))
order by (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at end) desc nulls last, t.id limit $8::int;

-- 2
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
where ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'case.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and ((((not (exists (select from incident t
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.weapon', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) then t.weapon = $1::text end)))) and exists (select from police_risk_assessment t
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'risk.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) and (f.record = 1 or (case when f.subjects = 0 then false else ((f.subjects & 1) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(u.grants -> 'breakGlass' ? 'victim.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0))) and ((f.subjects & 2) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0) or (coalesce(u.grants -> 'breakGlass' ? 'respondent.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0))) and ((f.subjects & 4) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0))) and ((f.subjects & 40) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0) or ((c.scopes & 3) <> 0 and ((1 << c.tie) & 6) <> 0))) and ((f.subjects & 16) = 0 or ((((1 << c.tie) & 6) <> 0 and ((1 << u.record) & 2) <> 0))) end)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'risk.level', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0)) then t.level = $2::text end))) or ((exists (select from incident t
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
0 as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.case_id = c.case_id and ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0) or (coalesce(f.grants -> 'breakGlass' ? 'incident.existence', false) and (c.scopes & 16) <> 0 and ((1 << c.tie) & 4) <> 0 and ((1 << f.allegation) & 2) <> 0)) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0 and ((1 << f.allegation) & 2) <> 0)) then t.forms @> array[$3::text] end))) and ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then case when not g.concealed or g.id = viewer_agency() then t.municipality_id = (select m.id from municipality m where m.code = $4::text) end end)))) and (not ((((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.status = $5::text end)) or ((case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then t.opened_at < $6::timestamptz end))))) and (case when ((((1 << c.tie) & 6) <> 0 and ((1 << f.record) & 2) <> 0) or ((c.scopes & 7) <> 0 and ((1 << c.tie) & 6) <> 0)) then case when not g.concealed or g.id = viewer_agency() then t.custodian_id = $7::uuid end end)))
select count(*)::int as count, array(select id from met limit 50) as ids from met;

-- 3
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

-- 4
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
