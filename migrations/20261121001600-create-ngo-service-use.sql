-- What a specialist service did, by kind and dates. Counselling notes never enter the hub; a shelter is a token per stay.
create table ngo_service_use (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file,
  custodian_id uuid not null references agency,
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  subject_id uuid not null references participant,
  service text not null check (service in ('COUNSELLING', 'LEGAL_AID', 'ADVOCACY', 'SHELTER', 'HELPLINE_FOLLOW_UP')),
  started_on date not null,
  ended_on date check (ended_on >= started_on),
  shelter_token uuid check ((shelter_token is not null) = (service = 'SHELTER')),
  relay_phone text
);
create index on ngo_service_use (case_id);
call secure_case_table('ngo_service_use');
