-- 1
select c.id, c.kind, c.target_id as "targetId", c.before, c.after, c.status, p.name as "proposedBy", c.proposed_at as "proposedAt",
d.name as "decidedBy", c.decided_at as "decidedAt"
from registry_change c join staff p on p.id = c.proposed_by left join staff d on d.id = c.decided_by
where ($1::text is null or c.status = $1) and ($2::uuid is null or c.id = $2)
order by c.proposed_at desc, c.id limit 200;

-- 2: again 1
