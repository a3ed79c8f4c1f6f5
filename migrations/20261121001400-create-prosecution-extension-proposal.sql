-- The proposal to extend an urgent measure, with the prosecutor's own evaluation of the risk (ZSNP art. 18).
create table prosecution_extension_proposal (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  number text not null,
  measure_id uuid not null references police_urgent_measure,
  filed_at timestamptz not null,
  evaluation text not null,
  danger boolean not null,
  unique (custodian_id, number)
);
create index on prosecution_extension_proposal (case_id);
call secure_case_table('prosecution_extension_proposal');
