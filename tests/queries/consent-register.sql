-- 1
select c.id, c.kind, c.categories, c.until, c.in_force as "inForce", (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed)), '[]')
from agency g where g.id = any (c.recipient_ids)) as recipients
from coordinated_consents($1) c order by c.until, c.id;
