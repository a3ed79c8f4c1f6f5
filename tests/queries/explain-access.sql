-- 1
select g.id, g.name, g.sector, g.concealed, (g.status = 'ACTIVE') as active from agency g where g.id = $1 or g.concealed order by g.id;

-- 2
select facts_at($1, $2, $3, $4, $5) as facts;

-- 3
select s.id, s.roles, s.active from staff s where s.id = $1 and s.agency_id = $2;
