import { testsOf, type Fault } from '../fault';

const facts = testsOf('unit/db/explain-functions', 'facts_at');
const sectors = testsOf('unit/db/explain-functions', 'sectors_at');
const asker = testsOf('contract/explain', 'who may ask');
const explanation = testsOf('contract/explain', 'an explanation');
const concealed = testsOf('contract/explain', 'a concealed agency');
const past = testsOf('contract/explain', 'what was');
const left = testsOf('contract/explain', 'what an explanation leaves out');
const silence = testsOf('contract/explain', 'a field that is silent for a while');
const sight = testsOf('contract/explain', 'who can see');
const rules = testsOf('unit/policy/explain', 'an explanation');
const holes = testsOf('proof/holes', 'in a small region');
const FACTS = { file: 'migrations', within: 'function facts_at' } as const;
const SECTORS = { file: 'migrations', within: 'function sectors_at' } as const;

/** Explanations: who may ask, which facts enter the answer, and of which time they are. */
export const EXPLAIN_FAULTS: readonly Fault[] = [
  {
    id: 'explain-other-agencies',
    breaks: 'A supervisor asks what another agency sees.',
    ...FACTS,
    find: 'coalesce(p_agency = viewer_agency(), false) and',
    replace: '',
    caughtBy: facts(
      'answers a coordinator of the case about everybody, and an agency that reaches it about itself',
    ),
  },
  {
    id: 'explain-after-the-scope',
    breaks: 'An agency that reaches the case no more is told of it by an explanation.',
    ...FACTS,
    find: 'and case_reached(p_case)) then',
    replace: ') then',
    caughtBy: facts(
      'answers a coordinator of the case about everybody, and an agency that reaches it about itself',
    ),
  },
  {
    id: 'explain-tells-locks',
    breaks: 'An explanation tells an agency of the lock of its staff member.',
    ...FACTS,
    find: "'locked', case when overseen then",
    replace: "'locked', case when true then",
    caughtBy: facts('tells locks to a coordinator alone, and when they stood'),
  },
  {
    id: 'explain-lock-of-today',
    breaks: 'A lock that has ended since is left out of what is told of then.',
    ...FACTS,
    find: "'locked', case when overseen then exists (select from case_lock l where l.case_id = p_case and l.locked_at <= t and l.ends_at > t",
    replace:
      "'locked', case when overseen then exists (select from case_lock l where l.case_id = p_case and l.locked_at <= t and l.ends_at > now()",
    caughtBy: facts('tells locks to a coordinator alone, and when they stood'),
  },
  {
    id: 'explain-emergency-of-a-colleague',
    breaks: 'An explanation tells a supervisor of the emergency of a colleague.',
    ...FACTS,
    find: 'overseen or coalesce(p_staff = viewer_staff(), false)',
    replace: 'true',
    caughtBy: facts('keeps the emergency of a colleague from everybody but a coordinator and himself'),
  },
  {
    id: 'explain-grant-of-a-colleague',
    breaks: 'An explanation tells a supervisor what an emergency opened to a colleague.',
    ...FACTS,
    find: 'and (g.staff_id is null or personal and (p_staff is null or g.staff_id = p_staff))',
    replace: '',
    caughtBy: facts('keeps the emergency of a colleague from everybody but a coordinator and himself'),
  },
  {
    id: 'explain-scope-of-today',
    breaks: 'A scope that has ended since is left out of what is told of then.',
    ...FACTS,
    find: 'select * from begun a where a.ends_at > t and',
    replace: 'select * from begun a where a.ends_at > now() and',
    caughtBy: facts('tells scopes and ties from their first instant to the last before their end'),
  },
  {
    id: 'explain-tie-of-today',
    breaks: 'Who works on the case today is told to have worked on it then.',
    ...FACTS,
    find: 'and k.starts_at <= t and k.ends_at > t',
    replace: 'and k.starts_at <= now() and k.ends_at > now()',
    caughtBy: facts('tells scopes and ties from their first instant to the last before their end'),
  },
  {
    id: 'explain-scope-of-another-purpose',
    breaks: 'A scope counts in an explanation for a purpose that it does not have.',
    ...FACTS,
    find: 'from reaching a where p_purpose = any (a.purposes)',
    replace: 'from reaching a',
    caughtBy: facts('tells the scopes of the purpose that is asked about'),
  },
  {
    id: 'explain-grant-of-today',
    breaks: 'A consent that was withdrawn since is left out of what is told of then.',
    ...FACTS,
    find: 'and g.starts_at <= t and g.ends_at > t',
    replace: 'and g.starts_at <= now() and g.ends_at > now()',
    caughtBy: past('is told of a grant that was withdrawn'),
  },
  {
    id: 'explain-agreement-of-today',
    breaks: 'An agreement that was revoked since is left out of what is told of then.',
    ...FACTS,
    find: 'agreement_in_force(a, t)',
    replace: 'agreement_in_force(a, now())',
    caughtBy: facts('tells an agreement from its last signature to its revocation'),
  },
  {
    id: 'explain-before-any-knowledge',
    breaks: 'A coordinator asks of a time before the case was his to oversee, and is told nothing was there.',
    file: 'src/casework/explain/instant.ts',
    find: 'at !== null && at < new Date(since)',
    replace: 'false',
    caughtBy: past('is told of ended scopes, ties and locks as it was then'),
  },
  {
    id: 'explain-future',
    breaks: 'An explanation foretells.',
    file: 'src/casework/explain/instant.ts',
    find: 'at !== null && at > transaction.instant',
    replace: 'false',
    caughtBy: asker('names the person and the field rightly, and a time that was'),
  },
  {
    id: 'explain-policy-of-today',
    breaks: 'What was is explained by the policy of today.',
    file: 'src/casework/explain/instant.ts',
    find: 'if (at === null) return context.policies;',
    replace: 'if (at === null || at <= context.transaction.instant) return context.policies;',
    caughtBy: past('is decided by the policy of then'),
  },
  {
    id: 'explain-silent',
    breaks: 'An explanation of a silent category tells of the case.',
    file: 'src/casework/explain/question.ts',
    find: 'definition.silent || definition.forbidden',
    replace: 'definition.forbidden',
    caughtBy: explanation(
      'says of silent and forbidden fields what the policy says, and nothing of the case',
    ),
  },
  {
    id: 'explain-silent-since',
    breaks: 'Of a category that has become silent since, an explanation of then tells of the case.',
    file: 'src/casework/explain/explain-access.ts',
    find: 'isForPolicyAlone([policies, context.policies], question.category)',
    replace: 'isForPolicyAlone([policies], question.category)',
    caughtBy: silence('is explained without the case, of then and since, and so is who can see it'),
  },
  {
    id: 'explain-silent-then',
    breaks:
      'Of a category that was silent then and is not any more, an explanation of then tells of the case.',
    file: 'src/casework/explain/explain-access.ts',
    find: 'isForPolicyAlone([policies, context.policies], question.category)',
    replace: 'isForPolicyAlone([context.policies], question.category)',
    caughtBy: silence('is explained without the case, of then and since, and so is who can see it'),
  },
  {
    id: 'sight-silent-since',
    breaks: 'Of a category that has become silent since, who could see it then tells of the case.',
    file: 'src/casework/explain/who-can-see.ts',
    find: 'isForPolicyAlone([policies, context.policies], question.category)',
    replace: 'isForPolicyAlone([policies], question.category)',
    caughtBy: silence('is explained without the case, of then and since, and so is who can see it'),
  },
  {
    id: 'sight-silent-then',
    breaks:
      'Of a category that was silent then and is not any more, who could see it then tells of the case.',
    file: 'src/casework/explain/who-can-see.ts',
    find: 'isForPolicyAlone([policies, context.policies], question.category)',
    replace: 'isForPolicyAlone([context.policies], question.category)',
    caughtBy: silence('is explained without the case, of then and since, and so is who can see it'),
  },
  {
    id: 'explain-off-the-record',
    breaks: 'An explanation is not on record with its case.',
    file: 'src/casework/explain/explain-access.ts',
    find: 'context.trace.touch(caseId);',
    replace: '',
    caughtBy: asker('is recorded with the case'),
  },
  {
    id: 'sight-off-the-record',
    breaks: 'Who asks who can see a datum is not on record with the case.',
    file: 'src/casework/explain/who-can-see.ts',
    find: 'context.trace.touch(caseId);',
    replace: '',
    caughtBy: asker('is recorded with the case'),
  },
  {
    id: 'explain-tells-of-a-case',
    breaks: 'Who asks about another agency learns by the answer whether there is such a case.',
    file: 'src/casework/explain/explain-access.ts',
    find: 'requireOwnAgency(context, agencyId);',
    replace: '',
    caughtBy: asker('asks as a supervisor of his own agency alone, whatever the case is'),
  },
  {
    id: 'explain-concealed-by-id',
    breaks: 'A concealed agency is explained by its own id, and so by its name.',
    file: 'src/casework/explain/target.ts',
    find: 'if (named.id === agencyId)',
    replace: 'if (named.id === agencyId || agency.id === agencyId)',
    caughtBy: concealed('is known by its pseudonym on the case and not by its id, and none of its people is'),
  },
  {
    id: 'explain-concealed-people',
    breaks: 'Whether somebody works at a concealed agency is told by asking about him.',
    file: 'src/casework/explain/target.ts',
    find: 'staff === undefined || agency.named.concealed',
    replace: 'staff === undefined',
    caughtBy: concealed('is known by its pseudonym on the case and not by its id, and none of its people is'),
  },
  {
    id: 'explain-concealed-times',
    breaks: 'An explanation tells when a concealed agency came to the case.',
    file: 'src/casework/explain/report.ts',
    find: 'const hidden = target.named.concealed;',
    replace: 'const hidden = false;',
    caughtBy: concealed('is known by its pseudonym on the case and not by its id, and none of its people is'),
  },
  {
    id: 'explain-part-of-a-family',
    breaks: 'An explanation tells that a consent names the victim’s name, and so that there is a victim.',
    file: 'src/casework/explain/possibilities.ts',
    find: "if (!family && naming.some(({ narrowed }) => !narrowed)) return 'EVERY_RECORD';",
    replace: "if (naming.some(({ narrowed }) => !narrowed)) return 'EVERY_RECORD';",
    caughtBy: left('is which part of a family a grant names: it would be a role in the case'),
  },
  {
    id: 'explain-protected-reporter',
    breaks: 'An explanation speaks of records about a protected reporter.',
    file: 'src/casework/explain/subjects.ts',
    find: "role !== 'PROTECTED_REPORTER'",
    replace: 'role.length > 0',
    caughtBy: left('is whatever there is about a protected reporter'),
  },
  {
    id: 'explain-denies-an-emergency',
    breaks: 'A supervisor is told that a colleague has no emergency access, where that is not his to know.',
    file: 'src/casework/explain/possibilities.ts',
    find: ': PERSONAL.has(grant) && !facts.personal;',
    replace: ': false;',
    caughtBy: left(
      'is to a supervisor whether a colleague has an emergency access, not even that he has none',
    ),
  },
  {
    id: 'explain-agreements-elsewhere',
    breaks: 'An explanation tells a coordinator of an agreement between agencies of other areas.',
    ...FACTS,
    find: 'g.area_id = coordinated_area()))',
    replace: 'true))',
    caughtBy: holes('explains to a coordinator by no agreement that he may not read'),
  },
  {
    id: 'explain-denies-an-agreement',
    breaks: 'A coordinator is told that there is no agreement, where it may be one of other areas.',
    file: 'src/casework/explain/possibilities.ts',
    find: '? !facts.agreementsTold',
    replace: '? false',
    caughtBy: holes('explains to a coordinator by no agreement that he may not read'),
  },
  {
    id: 'explain-asserted-unlocked',
    breaks: 'A machine is explained to be unlocked where a person of its agency is locked.',
    file: 'src/casework/explain/gates.ts',
    find: "if (proof === 'ASSERTED') return false;",
    replace: '',
    caughtBy: explanation('tells a coordinator of a lock, and a supervisor not'),
  },
  {
    id: 'explain-certain-by-one',
    breaks: 'What holds for one way in which a viewer may stand is told to hold for all.',
    file: 'src/casework/explain/judge.ts',
    find: 'only !== undefined && others.length === 0 ? only',
    replace: 'only !== undefined ? only',
    caughtBy: testsOf('proof/explain-differential')(
      'what is explained as disclosed or withheld is so in the answer of the one whom it is about',
    ),
  },
  {
    id: 'sight-of-every-sector',
    breaks: 'An agency is told which other sectors reach the case.',
    ...SECTORS,
    find: 'select * from case_access a where a.case_id = p_case and (overseen or a.agency_id = viewer_agency() and a.staff_id is null)',
    replace: 'select * from case_access a where a.case_id = p_case',
    caughtBy: sectors('answers a coordinator of the case every sector, an agency its own, and nobody else'),
  },
  {
    id: 'sight-of-today',
    breaks: 'Who can see a datum today is told to have seen it then.',
    ...SECTORS,
    find: 'and a.starts_at <= t and a.ends_at > t',
    replace: 'and a.starts_at <= now() and a.ends_at > now()',
    caughtBy: sectors('tells the sectors that reached the case then'),
  },
  {
    id: 'explain-untold-grant-is-none',
    breaks: 'A grant that is not told is explained as not given.',
    file: 'src/policy/explain.ts',
    find: 'facts[grant]?.has(rule.category) ?? null',
    replace: 'facts[grant]?.has(rule.category) ?? false',
    caughtBy: rules('names for each rule which condition holds, fails or is not told'),
  },
  {
    id: 'explain-untold-fact-is-none',
    breaks: 'A fact of the row that is not told is explained as absent.',
    file: 'src/policy/explain.ts',
    find: 'if (facts[condition.fact] === undefined) return [{ key: condition.key, wanted, holds: null }];',
    replace:
      'if (facts[condition.fact] === undefined) return [{ key: condition.key, wanted, holds: false }];',
    caughtBy: rules('names for each rule which condition holds, fails or is not told'),
  },
  {
    id: 'explain-opens-though-off',
    breaks: 'A rule that is off is explained to open.',
    file: 'src/policy/explain.ts',
    find: "status.on ? verdictOf(conditions, facts) : 'OFF'",
    replace: 'verdictOf(conditions, facts)',
    caughtBy: rules('names for each rule which condition holds, fails or is not told'),
  },
];
