/** For whom an operation is kept at hand. */
export type Audience = 'Coordinators' | 'Sectors';

/** A saved operation; its text is the file of that name beside this one. */
export interface SavedOperation {
  readonly file: string;
  readonly title: string;
  readonly audience: Audience;
  readonly about: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The showcase of the demo region; elsewhere a case of one's own takes its place. */
const ANY_CASE = 'de300001-5b0a-4de0-8ca5-e00000000001';

/** Of that region: its first centre for social work, and the case manager there. */
const ANY_AGENCY = '4b16e730-0a6c-4fe1-9050-dc8915e0a343';
const ANY_PERSON = 'aa2a03f8-9aea-445f-a9d6-7d0844645930';

export const CATALOGUE: readonly SavedOperation[] = [
  {
    file: 'page-of-cases.graphql',
    title: 'A page of cases',
    audience: 'Sectors',
    about: 'The newest cases that are open to you, with their participants and incidents.',
    variables: { first: 10 },
  },
  {
    file: 'full-case-file.graphql',
    title: 'One full case file',
    audience: 'Sectors',
    about: 'Everything in one case. What is not open to you is null; the Disclosure panel says why.',
    variables: { id: ANY_CASE },
  },
  {
    file: 'what-opens-this-case.graphql',
    title: 'What opens it for a time',
    audience: 'Sectors',
    about: 'Consents, mandates, releases and emergency accesses of one case, as far as you may know of them.',
    variables: { id: ANY_CASE },
  },
  {
    file: 'what-waits-for-me.graphql',
    title: 'What waits for me',
    audience: 'Sectors',
    about:
      'Emergency requests that you may answer, and cases that nobody is assigned to; for liaison persons and supervisors.',
    variables: {},
  },
  {
    file: 'who-saw-this-case.graphql',
    title: 'Who saw this case',
    audience: 'Coordinators',
    about: 'Every answer that disclosed something of one case: who, when, for what purpose, on which basis.',
    variables: { caseId: ANY_CASE, first: 50 },
  },
  {
    file: 'who-can-see.graphql',
    title: 'Who can see it',
    audience: 'Coordinators',
    about:
      'Which sectors that reach a case see one of its fields, for which roles, purposes and rules; now, or at a time.',
    variables: { caseId: ANY_CASE, type: 'RiskAssessment', field: 'level', at: null },
  },
  {
    file: 'explain-access.graphql',
    title: 'Why they see it, or do not',
    audience: 'Coordinators',
    about:
      'Why an agency, or one person of it, sees a field of a case or does not; on which article, and what would open it.',
    variables: {
      caseId: ANY_CASE,
      type: 'Examination',
      field: 'findings',
      agencyId: ANY_AGENCY,
      staffId: ANY_PERSON,
      purpose: 'PROTECTION',
      at: null,
    },
  },
  {
    file: 'what-waits-for-a-coordinator.graphql',
    title: 'What waits for a coordinator',
    audience: 'Coordinators',
    about:
      'Emergency accesses that have ended, for the verdict, and staff with the name of a person of a case.',
    variables: {},
  },
  {
    file: 'what-was-withheld.graphql',
    title: 'What was withheld from whom',
    audience: 'Coordinators',
    about:
      'What was asked for and kept back, by agency, staff member and time, and under which code and rule.',
    variables: { agencyId: null, staffId: null, from: null, to: null, first: 50 },
  },
  {
    file: 'disclosures-by-agency.graphql',
    title: 'Disclosures by agency',
    audience: 'Coordinators',
    about:
      'How many operations each agency of your area made, and how many were answered in part or refused.',
    variables: { from: null, to: null },
  },
];
