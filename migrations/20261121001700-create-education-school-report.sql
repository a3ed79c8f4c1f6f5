-- What a school observed about a child and reported.
create table education_school_report (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  observed_on date not null,
  danger text not null,
  observations text not null,
  attendance text,
  told_parent boolean not null default false
);
create index on education_school_report (case_id);
call secure_case_table('education_school_report');
