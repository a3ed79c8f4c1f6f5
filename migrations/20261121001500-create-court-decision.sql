-- The court's decision on an extension (ZSNP arts 19 and 20).
create table court_decision (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  number text not null,
  measure_id uuid references police_urgent_measure,
  decided_at timestamptz not null,
  outcome text not null check (outcome in ('EXTENDED', 'REFUSED')),
  until timestamptz check ((until is not null) = (outcome = 'EXTENDED')),
  covers_children boolean not null default false,
  reasoning text,
  appeal_filed_at timestamptz,
  appeal_by text check (appeal_by in ('PROSECUTOR', 'RESPONDENT')),
  appeal_decision text check (appeal_decision in ('CONFIRMED', 'ALTERED')),
  appeal_decided_at timestamptz,
  unique (custodian_id, number)
);
create index on court_decision (case_id);
call secure_case_table('court_decision');
