-- The risk assessment of the competent police officer (ZSNP art. 16).
create table police_risk_assessment (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  assessed_at timestamptz not null,
  level text not null check (level in ('LOW', 'MEDIUM', 'HIGH', 'IMMEDIATE')),
  children_at_risk boolean,
  -- Answers to the nine statutory factors: factor to YES, NO or UNKNOWN.
  answers jsonb not null,
  victim_words text,
  opinion_of_centre text
);
create index on police_risk_assessment (case_id);
call secure_case_table('police_risk_assessment');
