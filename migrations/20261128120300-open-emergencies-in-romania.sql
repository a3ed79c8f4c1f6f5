-- The times are the hub's own there as well; no law sets them.
insert into emergency_rule values ('RO', 'ro.gdpr.6-1-d', '6 hours', '7 days');
