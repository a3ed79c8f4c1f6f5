-- The assessment of the family by the centre for social work.
create table social_work_family_assessment (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  assessed_at timestamptz not null,
  findings text not null,
  summary text,
  opinion_on_risk text,
  custody text,
  consents_for_child text,
  child_statement text
);
create index on social_work_family_assessment (case_id);
call secure_case_table('social_work_family_assessment');
