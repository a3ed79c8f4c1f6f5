-- 1
select r.id as "requestId", r.case_id as "caseId", s.name as "staffName", r.reason, r.categories, r.purpose, r.hours,
r.requested_at as "requestedAt", r.expires_at as "expiresAt", g.id, g.name, g.sector, g.concealed
from answerable_emergencies() r join agency g on g.id = r.agency_id join staff s on s.id = r.staff_id
order by r.requested_at, r.id limit 100;
