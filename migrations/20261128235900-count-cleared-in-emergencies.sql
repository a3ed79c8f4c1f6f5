-- As before, but whoever reaches a case by an emergency alone reads its respondents as row security shows them to him: `case_reached` asks
-- for a scope of the agency, and told him that an allegation stands where every respondent was cleared.
do $$ begin
  execute format('create or replace function case_cleared(p_case uuid) returns boolean language sql stable security definer
    set search_path = public, pg_temp return coalesce((select bool_and(p.status is not distinct from ''CLEARED'') from participant p
      where p.case_id = p_case and p.roles @> array[''RESPONDENT''] and (p.custodian_id = viewer_agency() or %s) and %s), false)',
    reach_gate('p_case'), lock_gate('p_case'));
end $$;
