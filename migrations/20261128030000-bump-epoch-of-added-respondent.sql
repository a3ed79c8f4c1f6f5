-- Whoever is added as a respondent can turn the allegation of the others: one who was cleared already ends it where he is the only one,
-- and one who was not lets an order in force stand against himself, no longer against those who were.
drop trigger bump_cleared on participant;
create trigger bump_respondent after insert on participant
  for each row when (new.roles @> array['RESPONDENT']) execute function bump_case_epoch();
