-- A request of the prosecution reaches what the centre for social work holds: no request lifts the secrecy of a physician, the order of a
-- court does. Requests for what others hold are over, so that none of them opens anything or can be confirmed.
update mandate_rule set holder_sector = 'SOCIAL_WORK' where kind = 'STATUTORY_REQUEST' and issuer_sector = 'PROSECUTION';
update case_grant g set ends_at = greatest(now(), g.starts_at)
from mandate m join agency h on h.id = m.holder_id
where g.source_id = m.id and g.ends_at > now() and m.kind = 'STATUTORY_REQUEST' and h.sector <> 'SOCIAL_WORK';
update mandate m set until = greatest(now(), m.starts_at + interval '1 microsecond')
from agency h
where h.id = m.holder_id and m.until > now() and m.kind = 'STATUTORY_REQUEST' and h.sector <> 'SOCIAL_WORK';
