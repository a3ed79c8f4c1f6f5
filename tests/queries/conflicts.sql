-- 1
select l.id, l.case_id as "caseId", s.name as "staffName", u.name as "unitName", l.cause, l.locked_at as "lockedAt", json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed) as agency
from case_lock l join agency g on g.id = l.agency_id left join staff s on s.id = l.staff_id left join unit u on u.id = l.unit_id
where l.ends_at > now() and case_coordinated(l.case_id) order by l.locked_at desc, l.id limit 200;

-- 2
select m.id, m.case_id as "caseId", s.name as "staffName", m.found_at as "foundAt", m.status, m.decided_at as "decidedAt", json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed) as agency
from conflict_match m join staff s on s.id = m.staff_id join agency g on g.id = s.agency_id
where m.cause = 'NAME' and ($1::text is null or m.status = $1) order by m.found_at desc, m.id limit 200;

-- 3: again 2
