-- 1
select m.code, m.name_latn as "nameLatn", m.name_cyrl as "nameCyrl" from municipality m order by m.code limit 1000;

-- 2
select u.id, u.name from unit u where u.agency_id = viewer_agency() and u.active order by u.code limit 1000;

-- 3
select s.id, s.name, u.name as "unitName", s.roles from staff s left join unit u on u.id = s.unit_id
where s.agency_id = viewer_agency() and s.active order by s.name, s.id limit 1000;

-- 4
select g.id, g.code, g.name, g.sector from agency g
where g.status = 'ACTIVE' and (not g.concealed or g.id = viewer_agency()) and ($1::text is null or g.sector = $1)
order by g.code limit 1000;

-- 5: again 4
