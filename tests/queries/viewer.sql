-- 1
select g.id, g.name, g.sector, g.concealed, s.name as "staffName"
from agency g left join staff s on s.id = viewer_staff() where g.id = viewer_agency();
