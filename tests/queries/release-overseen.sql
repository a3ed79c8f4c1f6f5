-- 1
select r.id, r.case_id as "caseId", r.record_id as "recordId", r.categories, r.reason, r.released_at as "releasedAt",
r.ends_at as "endsAt", r.ends_at > now() as open, d.name as "releasedByName", s.name as "staffName",
json_build_object('id', h.id, 'name', h.name, 'sector', h.sector, 'concealed', h.concealed) as "heldBy",
json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed) as "givenTo" from releases_told(null, $1, $2) r join agency h on h.id = r.holder_id join staff d on d.id = r.released_by
join agency g on g.id = r.agency_id join staff s on s.id = r.staff_id order by r.released_at desc, r.id limit 200;
