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
