-- The registry: who the institutions are. The serving role reads it and can write none of it.

create table area (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name text not null,
  country text not null check (country in ('RS', 'ME', 'RO', 'XX'))
);

create table municipality (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name_latn text not null,
  name_cyrl text,
  area_id uuid not null references area
);

create table agency (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name text not null,
  sector text not null check (sector in
    ('POLICE', 'SOCIAL_WORK', 'HEALTH', 'PROSECUTION', 'COURT', 'NGO', 'EDUCATION', 'COORDINATION')),
  area_id uuid not null references area,
  municipality_id uuid references municipality,
  status text not null default 'PENDING' check (status in ('PENDING', 'ACTIVE', 'DISABLED')),
  -- The agency's name would tell where a protected person is: outside the agency a pseudonym per case stands for it.
  concealed boolean not null default false,
  duty_phone text
);

create table unit (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agency,
  code text not null,
  name text not null,
  -- A scope given to the agency ties its intake units, so that somebody sees the case at once.
  intake boolean not null default false,
  unique (agency_id, code),
  unique (agency_id, id)
);

create table staff (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agency,
  unit_id uuid,
  name text not null,
  issuer text not null,
  subject text not null,
  roles text[] not null,
  active boolean not null default true,
  unique (issuer, subject),
  unique (agency_id, id),
  foreign key (agency_id, unit_id) references unit (agency_id, id)
);

create table client (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agency,
  name text not null,
  issuer text not null,
  client_id text not null,
  -- The subject in the client's own tokens, where the issuer gives one that is not the client id.
  service_subject text,
  purposes text[] not null,
  active boolean not null default true,
  unique (issuer, client_id),
  unique (agency_id, id)
);

-- The staff members whom a machine client may name in Spona-Staff.
create table client_staff (
  agency_id uuid not null,
  client_id uuid not null,
  staff_id uuid not null,
  primary key (client_id, staff_id),
  foreign key (agency_id, client_id) references client (agency_id, id),
  foreign key (agency_id, staff_id) references staff (agency_id, id)
);

-- Who may create which scope, for which sector, on which basis, for how long. Closed: only a migration changes it.
create table scope_rule (
  country text not null,
  creator_sector text not null,
  -- The scope the creator must hold itself; a scope received for a conference or by referral opens nothing onward.
  creator_scope text not null check (creator_scope in ('OWN', 'LIAISON')),
  scope text not null check (scope in ('LIAISON', 'CONFERENCE', 'REFERRAL')),
  target_sector text not null,
  basis text not null,
  purposes text[] not null,
  max_days integer not null check (max_days > 0),
  primary key (country, creator_sector, creator_scope, scope, target_sector)
);

-- On which basis, and for which purposes, an agency opens a case of its own.
create table opening_rule (
  country text not null,
  sector text not null,
  basis text not null,
  purposes text[] not null,
  primary key (country, sector)
);

insert into opening_rule
select r.country, r.sector, r.basis, p.purposes
from (values ('RS', 'POLICE', 'rs.zsnp.15'), ('RS', 'PROSECUTION', 'rs.zsnp.13-5'), ('RS', 'SOCIAL_WORK', 'rs.zsnp.13-2'),
             ('RS', 'HEALTH', 'rs.zsnp.13-2'), ('RS', 'NGO', 'rs.zsnp.13-2'), ('RS', 'EDUCATION', 'rs.zsnp.13-2'),
             ('ME', 'POLICE', 'me.zznp.10'), ('ME', 'SOCIAL_WORK', 'me.zznp.9'), ('ME', 'HEALTH', 'me.zznp.9'),
             ('ME', 'EDUCATION', 'me.zznp.9'), ('RO', 'POLICE', 'ro.l217.28'), ('RO', 'SOCIAL_WORK', 'ro.o2525'),
             ('XX', 'POLICE', 'xx.trial')) r(country, sector, basis)
join (values ('POLICE', array['PROTECTION', 'INVESTIGATION', 'CHILD_PROTECTION']),
             ('PROSECUTION', array['PROSECUTION', 'PROTECTION', 'CHILD_PROTECTION']),
             ('SOCIAL_WORK', array['PROTECTION', 'CARE', 'CHILD_PROTECTION']),
             ('HEALTH', array['CARE', 'PROTECTION', 'CHILD_PROTECTION']),
             ('NGO', array['CARE', 'PROTECTION']),
             ('EDUCATION', array['CHILD_PROTECTION', 'PROTECTION'])) p(sector, purposes) using (sector);

-- RS: liaison exchange between the four bodies of ZSNP art. 24; the group of arts 25-26 invites; plan executors of art. 31.
insert into scope_rule
select 'RS', c.sector, c.held, 'LIAISON', t.sector, 'rs.zsnp.24',
       array['PROTECTION', 'INVESTIGATION', 'PROSECUTION', 'ADJUDICATION', 'CARE', 'CHILD_PROTECTION'], 365
from (values ('POLICE', 'OWN'), ('SOCIAL_WORK', 'OWN'), ('PROSECUTION', 'OWN'), ('COURT', 'OWN'),
             ('PROSECUTION', 'LIAISON')) c(sector, held)
cross join (values ('POLICE'), ('SOCIAL_WORK'), ('PROSECUTION'), ('COURT')) t(sector);

insert into scope_rule
select 'RS', 'PROSECUTION', h.held, 'CONFERENCE', t.sector, t.basis, array['PROTECTION', 'CARE', 'CHILD_PROTECTION'], 15
from (values ('OWN'), ('LIAISON')) h(held)
cross join (values ('POLICE', 'rs.zsnp.25'), ('SOCIAL_WORK', 'rs.zsnp.25'), ('HEALTH', 'rs.zsnp.25-4'),
                   ('NGO', 'rs.zsnp.25-4'), ('EDUCATION', 'rs.zsnp.25-4')) t(sector, basis);

insert into scope_rule
select 'RS', 'SOCIAL_WORK', h.held, 'REFERRAL', t.sector, 'rs.zsnp.31', array['PROTECTION', 'CARE', 'CHILD_PROTECTION'], 90
from (values ('OWN'), ('LIAISON')) h(held)
cross join (values ('HEALTH'), ('NGO'), ('EDUCATION')) t(sector);

-- Duty to report (ZSNP art. 13(2)): whoever learns of violence brings it to police or prosecutor, and a child to the centre.
insert into scope_rule
select 'RS', c.sector, 'OWN', 'LIAISON', t.sector, 'rs.zsnp.13-2', array['PROTECTION', 'INVESTIGATION', 'PROSECUTION', 'CHILD_PROTECTION'], 365
from (values ('HEALTH'), ('NGO'), ('EDUCATION')) c(sector)
cross join (values ('POLICE'), ('PROSECUTION'), ('SOCIAL_WORK')) t(sector);

grant select on area, municipality, agency, unit, staff, client, client_staff, opening_rule, scope_rule to spona_serving;

-- The viewer of the transaction. Unset or empty means nobody, and nobody sees nothing.
create function viewer_agency() returns uuid language sql stable parallel safe
  return nullif(current_setting('spona.agency', true), '')::uuid;
create function viewer_staff() returns uuid language sql stable parallel safe
  return nullif(current_setting('spona.staff', true), '')::uuid;
create function viewer_unit() returns uuid language sql stable parallel safe
  return nullif(current_setting('spona.unit', true), '')::uuid;
create function viewer_client() returns uuid language sql stable parallel safe
  return nullif(current_setting('spona.client', true), '')::uuid;
create function viewer_purpose() returns text language sql stable parallel safe
  return nullif(current_setting('spona.purpose', true), '');

-- The area a coordinator answers for; null for everybody else.
create function coordinated_area() returns uuid language sql stable parallel safe
  return (select a.area_id from agency a where a.id = viewer_agency() and a.sector = 'COORDINATION' and a.status = 'ACTIVE');
