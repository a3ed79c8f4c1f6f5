-- 1
select e.id, e.case_id as "caseId", s.name as "staffName", e.reason, e.categories, e.purpose, e.hours, e.requested_at as "requestedAt",
e.opened_at as "openedAt", e.ends_at as "endsAt", e.ends_at > now() as open, d.name as "approvedByName", e.verdict, e.note,
e.reviewed_at as "reviewedAt", e.review_due as "reviewBefore", e.verdict is null and e.review_due <= now() as overdue,
json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed) as "askedBy",
json_build_object('id', h.id, 'name', h.name, 'sector', h.sector, 'concealed', h.concealed) as "approvedBy" from emergencies_told(null, $1, $2) e join agency g on g.id = e.agency_id join staff s on s.id = e.staff_id
join agency h on h.id = e.decided_agency join staff d on d.id = e.decided_by
where $3::boolean is null or (e.ends_at > now()) = $3 order by e.opened_at desc, e.id limit 200;
