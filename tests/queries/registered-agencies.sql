-- 1
select g.id, g.code, g.name, g.sector, k.code as "areaCode", m.code as "municipalityCode", g.status, g.concealed, g.duty_phone as "dutyPhone"
from agency g join area k on k.id = g.area_id left join municipality m on m.id = g.municipality_id
where (select administers()) and ($1::text is null or g.code = $1) order by g.code limit 1000;

-- 2
select u.agency_id as key, u.id, u.code, u.name, u.intake, u.active from unit u
where (select administers()) and u.agency_id = any ($1::uuid[]) order by u.code;

-- 3
select s.agency_id as key, s.id, s.name, s.unit_id as "unitId", s.issuer, s.subject, s.roles, s.active from staff s
where (select administers()) and s.agency_id = any ($1::uuid[]) order by s.name, s.id;

-- 4
select c.agency_id as key, c.id, c.name, c.issuer, c.client_id as "clientId", c.purposes, c.active,
array(select l.staff_id::text from client_staff l where l.client_id = c.id order by 1) as "staffIds"
from client c where (select administers()) and c.agency_id = any ($1::uuid[]) order by c.client_id;
