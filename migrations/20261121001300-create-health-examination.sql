-- The examination of an injured person, on the form of the health protocol.
create table health_examination (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  examined_at timestamptz not null,
  injuries text not null,
  severity text not null check (severity in ('NONE', 'MINOR', 'SERIOUS', 'LIFE_THREATENING')),
  need text,
  -- HARK screening: humiliated, afraid, raped, kicked; null where not asked.
  hark jsonb,
  findings text,
  mental_health text
);
create index on health_examination (case_id);
call secure_case_table('health_examination');
