-- Grades of what some may not read whole, each a column of its own: free text is never cut.
alter table participant add column safety_instruction text;
alter table health_examination
  -- Whether an illness or addiction of the person bears on the risk; null where that was not judged.
  add column bears_on_risk boolean,
  add column mental_health_needs text,
  add column expert_opinion text;
alter table social_work_family_assessment add column collects_child text;
