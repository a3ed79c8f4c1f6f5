-- 1
select t.id as "id", t.custodian_id as "custodianId", t.recorded_by as "recordedById", t.recorded_at as "recordedAt", t.version as "version", t.case_id as "caseId", t.kind as "kind", t.reference as "reference", t.basis as "basis", t.categories as "categories", t.record_id as "recordId", t.subject_id as "subjectId", t.starts_at as "startsAt", t.until as "until",
t.case_id as "$case", c.scopes as "$scopes", c.tie as "$tie", c.ord as "$order", c.cleared as "$cleared", c.since::text as "$since", c.delivered::text as "$delivered", c.grants as "$grants",
f.record as "$record", f.own as "$own", f.subjects as "$subjects", f.allegation as "$allegation", f.grants as "$granted",
g.id as "$agency", g.name as "$agencyName", g.sector as "$agencySector", g.concealed as "$agencyConcealed", s.name as "$staffName"
from mandate t
cross join lateral case_facts(t.case_id, true, true, true, false, true) c
join agency g on g.id = t.custodian_id
left join staff s on s.id = t.recorded_by
cross join lateral (select
case when t.custodian_id = viewer_agency() then 1 when t.id = any (c.delivered::uuid[]) then 2 else 0 end as record,
(exists (select from participant_own o
where o.case_id = t.case_id and o.agency_id = viewer_agency() and o.since <= c.since))::int as own,
0 as subjects,
(c.cleared < 2)::int as allegation,
case when c.grants is not null then row_grants(c.grants, t.custodian_id, '{}', t.id) end as grants offset 0) f
where t.id = any ($1::uuid[]);

-- 2
select m.id as key, c.at as "confirmedAt", e.at as "endedAt",
(m.kind = 'COURT_ORDER' or c.at is not null) and e.at is null and m.starts_at <= now() and m.until > now() as "inForce",
json_build_object('id', h.id, 'name', h.name, 'sector', h.sector, 'concealed', h.concealed) as holder,
json_build_object('id', a.id, 'name', a.name, 'sector', a.sector, 'concealed', a.concealed) as addressee
from mandate m join agency h on h.id = m.holder_id join agency a on a.id = m.addressee_id
left join mandate_event c on c.mandate_id = m.id and c.kind = 'CONFIRMED'
left join mandate_event e on e.mandate_id = m.id and e.kind = 'ENDED'
where m.id = any ($1::uuid[]);
