-- Opens the cases of a batch of reports in one call. A number that stands for a case of the agency already, open to the viewer or
-- not, is left out of the answer and opens nothing. Whoever may open one case may open several: the rule is that of open_case.
create function open_cases(p_references text[], p_municipalities uuid[], p_opened_at timestamptz[])
returns table (reference text, case_id uuid) language plpgsql set search_path = public, pg_temp as $$
declare asked record;
begin
  for asked in select * from unnest(p_references, p_municipalities, p_opened_at) u(number, municipality, opened_at) loop
    begin
      case_id := open_case(asked.number, asked.municipality, asked.opened_at);
      reference := asked.number;
      return next;
    exception when unique_violation then
      continue;
    end;
  end loop;
end $$;
revoke execute on function open_cases from public;
grant execute on function open_cases to spona_serving;
