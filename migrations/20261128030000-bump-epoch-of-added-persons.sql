-- Who is added to a case can turn what was decided of others. A respondent who was cleared already ends an allegation where he is the
-- only one; one who was not lets an order in force stand against himself, no longer against those who were. A victim who has consented
-- to nothing closes what the consent of all victims opened.
drop trigger bump_cleared on participant;
create trigger bump_added after insert on participant
  for each row when (new.roles && array['RESPONDENT', 'VICTIM']) execute function bump_case_epoch();
