-- 1
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.subject_id as "subjectId", t.kind as "kind", t.categories as "categories", t.until as "until", t.recipient_ids as "recipientIds", t.representative_id as "representativeId", t.form as "form", t.place as "place", t.given_at as "givenAt", t.holder_id as "holderId",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
u.record as "$personRecord", u.grants as "$personGranted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from consent t
cross join lateral case_facts(t.case_id, true, true, true, true, true) c
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
left join participant p on p.id = t.subject_id
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
coalesce((select min(case when o.participant_id = t.subject_id and o.relation = 'SELF' then 1 else 2 end) from participant_own o
where o.case_id = t.case_id and o.agency_id = viewer_agency() and o.since <= c.since), 0) as own,
coalesce((((p.roles @> '{VICTIM}')::int << 0) | ((p.roles @> '{RESPONDENT}')::int << 1) | ((p.roles @> '{CHILD}')::int << 2) | ((p.roles @> '{REPORTER}')::int << 3) | ((p.roles @> '{PROTECTED_REPORTER}')::int << 4) | ((p.roles @> '{WITNESS}')::int << 5)), 0) as subjects,
case when p.id is null then 0 else case when (p.status is not distinct from 'CLEARED' and p.roles @> '{RESPONDENT}') then (c.cleared = 1)::int else 1 end end as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), t.id) end as grants offset 0) f
cross join lateral (select case when p.custodian_id = viewer_agency() then 1 when p.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
case when c.grants is not null then row_grants(c.grants, p.custodian_id, array_remove(array[case when p.roles <> '{RESPONDENT}' then p.id end], null), p.id) end as grants offset 0) u
where t.id = any ($1::uuid[]);

-- 2
select f.id as key from consents_in_force($1::uuid[]) f(id);

-- 3
select c.id as key, g.id, g.name, g.sector, g.concealed
from consent c join agency g on g.id = any (c.recipient_ids)
where c.id = any ($1::uuid[]) and (g.id = viewer_agency() or viewer_agency() <> all (c.recipient_ids)
or viewer_agency() in (c.custodian_id, c.holder_id));

-- 4
select e.consent_id as key, e.kind, e.done_at as "doneAt", g.id, g.name, g.sector, g.concealed
from consent_event e join agency g on g.id = e.agency_id where e.consent_id = any ($1::uuid[]);
