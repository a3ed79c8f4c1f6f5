-- 1
select r.id, r.case_id as "caseId", r.reason, r.categories, r.purpose, r.hours, r.requested_at as "requestedAt", r.state, r.until
from own_emergency_requests() r where $1::uuid is null or r.id = $1 order by r.requested_at desc, r.id limit 100;
