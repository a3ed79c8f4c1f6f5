import { testsOf, type Fault } from '../fault';

const agreement = testsOf('unit/db/grants', 'an agreement');
const grant = testsOf('unit/db/grants', 'a grant');
const row = testsOf('unit/db/grants', 'what grants hold for a row');
const AGREEMENT = { file: 'migrations', within: 'function agreement_in_force' } as const;
const GRANTS = { file: 'migrations', within: 'function grants_of' } as const;
const ROW = { file: 'migrations', within: 'function row_grants' } as const;

/** Consent, agreements, mandates and emergencies: what they open, to whom, and for how long. */
export const GRANT_FAULTS: readonly Fault[] = [
  {
    id: 'agreement-unsigned',
    breaks: 'An agreement holds before its parties have signed it.',
    ...AGREEMENT,
    find: 'and bool_and(p.signed_at is not null and p.signed_at <= p_at)',
    replace: '',
    caughtBy: agreement('holds once every party has signed, and not by one alone'),
  },
  {
    id: 'agreement-signed-later',
    breaks: 'A signature counts before it was given.',
    ...AGREEMENT,
    find: 'and p.signed_at <= p_at',
    replace: '',
    caughtBy: agreement('holds once every party has signed, and not by one alone'),
  },
  {
    id: 'agreement-of-one',
    breaks: 'An agency agrees with itself.',
    ...AGREEMENT,
    find: 'count(*) > 1 and',
    replace: '',
    caughtBy: agreement('holds once every party has signed, and not by one alone'),
  },
  {
    id: 'agreement-ends-late',
    breaks: 'An agreement still holds at the instant of its end.',
    ...AGREEMENT,
    find: 'a.ends_at > p_at',
    replace: 'a.ends_at >= p_at',
    caughtBy: agreement('holds from its first instant to the last before its end'),
  },
  {
    id: 'agreement-irrevocable',
    breaks: 'A revoked agreement goes on.',
    ...AGREEMENT,
    find: 'and (a.revoked_at is null or a.revoked_at > p_at)',
    replace: '',
    caughtBy: agreement('ends with its revocation'),
  },
  {
    id: 'grant-ends-late',
    breaks: 'A consent, mandate or emergency still opens at the instant of its end.',
    ...GRANTS,
    find: 'g.ends_at > p_at',
    replace: 'g.ends_at >= p_at',
    caughtBy: grant('holds from its first instant to the last before its end'),
  },
  {
    id: 'emergency-of-a-colleague',
    breaks: 'An emergency access that one person was given opens to the whole agency.',
    ...GRANTS,
    find: 'and (g.staff_id is null or g.staff_id = p_staff)',
    replace: '',
    caughtBy: grant('is the agency’s, or of the one person whom it names'),
  },
  {
    id: 'consent-of-one-victim-for-the-case',
    breaks: 'One victim’s consent opens what speaks of the whole case.',
    ...GRANTS,
    find: 'select bool_and(p.id',
    replace: 'select bool_or(p.id',
    caughtBy: grant('of consent holds for the whole case where every victim gave it'),
  },
  {
    id: 'consent-without-a-victim',
    breaks: 'Where a case has no victim, anybody’s consent opens what speaks of the whole case.',
    ...GRANTS,
    find: "having (select bool_and(p.id = any (array_agg(g.subject_id))) from participant p where p.case_id = p_case and p.roles @> array['VICTIM'])",
    replace:
      "having coalesce((select bool_and(p.id = any (array_agg(g.subject_id))) from participant p where p.case_id = p_case and p.roles @> array['VICTIM']), true)",
    caughtBy: grant('of consent holds for no whole case where there is no victim, whoever gave it'),
  },
  {
    id: 'grant-for-every-holder',
    breaks: 'What one holder may show is shown of all.',
    ...ROW,
    find: '(e.h is null or e.h = p_custodian) and',
    replace: '',
    caughtBy: row('is of the holder alone whom a grant names'),
  },
  {
    id: 'grant-for-every-record',
    breaks: 'A release of one record opens every record.',
    ...ROW,
    find: 'and (e.r is null or e.r = p_record)',
    replace: '',
    caughtBy: row('is of the record alone that a grant names'),
  },
  {
    id: 'consent-of-one-for-two',
    breaks: 'One person’s consent opens a row that speaks of another, too.',
    ...ROW,
    find: 'p_protected::text[] <@ array_agg(e.s)',
    replace: 'p_protected::text[] && array_agg(e.s)',
    caughtBy: row('is with the consent of every protected person of whom the row speaks'),
  },
  {
    id: 'grants-mixed',
    breaks: 'Rows with and without a consent share one decision.',
    file: 'src/graphql/row-facts.ts',
    find: 'row.$granted === null ? numbers : `${numbers} ${JSON.stringify(row.$granted)}`',
    replace: 'numbers',
    caughtBy: testsOf(
      'unit/graphql/row-reader',
      'rows of a reader',
    )('share a decision only where all facts are equal'),
  },
  {
    id: 'sql-grant-dropped',
    breaks: 'A filter or count forgets that a rule asks for consent.',
    file: 'src/graphql/predicate.ts',
    find: '...clause.needs.map(',
    replace: '...clause.needs.slice(0, 0).map(',
    caughtBy: testsOf(
      'unit/graphql/predicate',
      'a decision as SQL',
    )('asks for the grant of its clause, for its own category'),
  },
];
