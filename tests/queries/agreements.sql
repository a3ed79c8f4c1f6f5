-- 1
select a.id, a.version, a.reference, a.title, a.categories, a.starts_at as "validFrom", nullif(a.ends_at, 'infinity') as until,
a.revoked_at as "revokedAt", agreement_status(a, now()) as status,
(select json_agg(json_build_object('agency', json_build_object('id', g.id, 'name', g.name, 'sector', g.sector, 'concealed', g.concealed), 'signedAt', p.signed_at)) from agreement_party p join agency g on g.id = p.agency_id where p.agreement_id = a.id) as parties
from agreement a
where ($1::uuid is null or a.id = $1) and ((select administers())
or exists (select from agreement_party p join agency g on g.id = p.agency_id
where p.agreement_id = a.id and (g.id = viewer_agency() or g.area_id = (select coordinated_area()))))
order by a.created_at desc, a.id limit 200;
