-- The urgent measure ordered by the police (ZSNP arts 17 and 21).
create table police_urgent_measure (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  number text not null,
  kinds text[] not null check (cardinality(kinds) > 0 and kinds <@ array['REMOVAL_FROM_DWELLING', 'NO_CONTACT_OR_APPROACH']),
  ordered_at timestamptz not null,
  -- To the minute: the 48 hours of art. 21(1) and the 24 hours of art. 18(2) run from here. Null until served.
  served_at timestamptz check (served_at = date_trunc('minute', served_at)),
  covers_children boolean not null default false,
  unique (custodian_id, number)
);
create index on police_urgent_measure (case_id);
call secure_case_table('police_urgent_measure');
