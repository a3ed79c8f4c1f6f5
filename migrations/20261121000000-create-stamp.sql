-- What this database is for, written once at its creation: a demo hub never opens production data, nor the other way round,
-- and no hub opens another country's.
create table spona_stamp (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('demo', 'production')),
  country text not null check (country in ('RS', 'ME', 'RO', 'XX')),
  stamped_at timestamptz not null default now()
);

create function spona_refuse_restamp() returns trigger language plpgsql as $$
begin
  raise exception 'The stamp of a database never changes';
end
$$;

create trigger spona_stamp_is_final before update or delete on spona_stamp
  for each row execute function spona_refuse_restamp();

grant select on spona_stamp to spona_serving;
