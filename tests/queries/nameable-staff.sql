-- 1
select s.id, s.name, u.name as "unitName", s.roles from client_staff l join staff s on s.id = l.staff_id
left join unit u on u.id = s.unit_id
where l.client_id = viewer_client() and s.agency_id = viewer_agency() and s.active order by s.name, s.id limit 1000;
