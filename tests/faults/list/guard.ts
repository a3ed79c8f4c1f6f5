import { testsOf, type Fault } from '../fault';

const enforce = testsOf('unit/graphql/enforce', 'fields of rows, with {"everywhere":false}');
const everywhere = testsOf('unit/graphql/enforce', 'fields of rows, with {"everywhere":true}');
const guard = testsOf('unit/graphql/guard', 'the guard of a profile');
const trace = testsOf('unit/graphql/trace');
const group = testsOf('unit/graphql/fact-group', 'rows with equal facts');
const caches = testsOf('unit/graphql/caches');
const argument = testsOf('unit/graphql/arguments', 'an argument by what the profile never reads is refused');

/** The guarded schema, its caches, and what it leaves for the audit. */
export const GUARD_FAULTS: readonly Fault[] = [
  {
    id: 'truthy-decision',
    breaks: 'Anything truthy that a decision answers discloses.',
    file: 'src/graphql/enforce.ts',
    find: 'parent, context) === true;',
    replace: 'parent, context) != false;',
    caughtBy: enforce('are withheld on an object'),
  },
  {
    id: 'failed-decision-discloses',
    breaks: 'A field whose decision fails is shown.',
    file: 'src/graphql/enforce.ts',
    find: 'guard.fault(error);\n    return false;',
    replace: 'guard.fault(error);\n    return true;',
    caughtBy: enforce('are withheld, and reported, where the decision fails'),
  },
  {
    id: 'shield-by-truth',
    breaks: 'Where shield stands on every field, what it does not let run is answered all the same.',
    file: 'src/graphql/enforce.ts',
    find: 'return state.ran ? value : refused(parent, context);',
    replace: 'return state.ran ? value : inner(parent, args, context, info);',
    caughtBy: everywhere('are withheld on null'),
  },
  {
    id: 'decided-once-a-field',
    breaks: 'graphql-shield keeps the first row’s decision for all others of the request.',
    file: 'src/graphql/enforce.ts',
    find: "{ cache: 'no_cache' })(\n          (parent: unknown",
    replace: "{ cache: 'contextual' })(\n          (parent: unknown",
    caughtBy: everywhere('are decided anew on every row'),
  },
  {
    id: 'schema-of-another-profile',
    breaks: 'The cache of guarded schemas forgets the profile: sector, roles, purpose and proof.',
    file: 'src/graphql/schema.ts',
    find: 'schemas.get(policy.key)',
    replace: '[...schemas.values()][0]',
    caughtBy: caches('guarded schemas are one a profile, whoever asked before'),
  },
  {
    id: 'statement-of-another-profile',
    breaks: 'A statement that was composed for one profile reads for all others.',
    file: 'src/graphql/statement-cache.ts',
    find: 'this.statements.get(policy);\n    if (ofProfile === undefined) this.statements.set(policy,',
    replace:
      'this.statements.get(this as never);\n    if (ofProfile === undefined) this.statements.set(this as never,',
    caughtBy: caches('statements are one a profile, source and kind'),
  },
  {
    id: 'errors-by-time',
    breaks: 'The order of the errors tells which field had to wait for what.',
    file: 'src/graphql/error-order.ts',
    find: 'placed.sort((a, b) => compare(a.place, b.place));',
    replace: '',
    caughtBy: testsOf('unit/graphql/error-order')(
      'errors stand in the order of the document, whatever failed first',
    ),
  },
  {
    id: 'statements-for-ever',
    breaks: 'The statements of policies that are long out of force stay for as long as the hub runs.',
    file: 'src/graphql/statement-cache.ts',
    find: 'statements = new WeakMap<',
    replace: 'statements = new Map<',
    caughtBy: caches('statements go with the policies that they were composed for'),
  },
  {
    id: 'loader-across-operations',
    breaks: 'What one operation loaded answers the next.',
    file: 'src/graphql/load-by.ts',
    find: 'loaders.get(transaction)',
    replace: '[...(globalThis.shared ??= new Map([[0, new Map()]])).values()][0]',
    caughtBy: caches('loaded rows are those of one transaction'),
  },
  {
    id: 'decision-not-traced',
    breaks: 'What is disclosed of a row leaves no trace.',
    file: 'src/graphql/guard.ts',
    find: 'trace.asked |= 1 << position;',
    replace: '',
    caughtBy: guard('marks in the trace of a row what was asked of it, disclosed or withheld'),
  },
  {
    id: 'refusal-not-traced',
    breaks: 'What is never disclosed to a profile leaves no trace of having been asked for.',
    file: 'src/graphql/guard.ts',
    find: 'if (isGuarded(parent)) mark(parent, position);',
    replace: 'if (isGuarded(parent)) mark(parent, 31);',
    caughtBy: guard('marks what is never disclosed, too, and counts it'),
  },
  {
    id: 'withheld-by-value',
    breaks: 'A withheld field is reported only where it has a value: the report tells that there is one.',
    file: 'src/graphql/guard.ts',
    find: 'if (isGuarded(parent)) mark(parent, position);',
    replace: 'if (isGuarded(parent)) parent[field as never] != null && mark(parent, position);',
    caughtBy: guard('reports a withheld field alike, whether the row has a value there or none'),
  },
  {
    id: 'absent-row-decides',
    breaks: 'A mutation on a row that is not there for the viewer is decided as if it concerned no case.',
    file: 'src/graphql/guard.ts',
    find: 'if (row === null) return null;',
    replace: 'if (row === null) return NO_FACTS;',
    caughtBy: guard('refuses a mutation on a row that is not there as not found, before it asks the policy'),
  },
  {
    id: 'value-without-row',
    breaks: 'A field of something that came from no guarded row is shown unless it is never disclosed.',
    file: 'src/graphql/guard.ts',
    find: "policy.classify(category) === 'always';",
    replace: "policy.classify(category) !== 'never';",
    caughtBy: guard('withholds what came from no row, unless it is always disclosed'),
  },
  {
    id: 'silence-broken',
    breaks: 'A silent category is reported as withheld, which tells that there is something.',
    file: 'src/graphql/fact-group.ts',
    find: ' && !this.policy.isSilent(category)',
    replace: '',
    caughtBy: trace('the report of what was withheld is silent where the refusal itself would tell'),
  },
  {
    id: 'readings-counted',
    breaks: 'An object that is read twice counts twice among those on which a field was withheld.',
    file: 'src/graphql/trace.ts',
    find: 'former ? rows : rows.map(({ id }) => id)',
    replace: 'rows',
    caughtBy: trace('the report of what was withheld counts objects, however often they are asked'),
  },
  {
    id: 'unlike-rows-joined',
    breaks: 'Rows that were decided differently stand in one entry of the disclosure record.',
    file: 'src/graphql/fact-group.ts',
    find: 'ofType.set(asked, (decided = this.tell(type, asked)))',
    replace: 'ofType.set(asked, (decided = (globalThis as any)[type] ??= this.tell(type, asked)))',
    caughtBy: trace(
      'the entries for the disclosure record join the rows that were decided alike, by their case, and no others',
    ),
  },
  {
    id: 'history-by-present-facts',
    breaks: 'A former version is shown under the present facts alone.',
    file: 'src/graphql/fact-group.ts',
    find: '!this.policy.decide(category, this.then).disclose',
    replace: 'false',
    caughtBy: trace('a former version shows what its facts then and the present ones both disclose'),
  },
  {
    id: 'shelter-by-its-number',
    breaks: 'Numbers, people and place of a concealed custodian are shown.',
    file: 'src/graphql/fact-group.ts',
    find: 'this.concealed && TELLS_CUSTODIAN.has(category)',
    replace: 'this.concealed && false',
    caughtBy: group('withhold what would name a concealed custodian, whatever the policy says'),
  },
  {
    id: 'pseudonym-of-a-named-agency',
    breaks: 'Whoever gives a scope to a concealed agency learns whose pseudonym the others on the case are.',
    file: 'src/casework/case-access.ts',
    find: 'givenHere ? accessId : parent.id',
    replace: 'parent.id',
    caughtBy: testsOf(
      'e2e/concealed-agency',
      'a case that a shelter opened',
    )('is not told by what the viewer’s own agency named it in'),
  },
  {
    id: 'pseudonym-across-cases',
    breaks: 'A concealed agency has one pseudonym for all cases.',
    file: 'src/graphql/agency-reference.ts',
    find: '`${place} ${agency.id}`',
    replace: 'agency.id',
    caughtBy: testsOf(
      'unit/graphql/agency-reference',
      'an agency on a case',
    )('has the same pseudonym on one case, whoever asks, and another on the next'),
  },
  {
    id: 'filter-in-a-variable',
    breaks: 'A condition inside a variable is not looked at: `not` around it gets through.',
    file: 'src/graphql/arguments.ts',
    find: 'checkValue(field.type, inner);',
    replace: '',
    caughtBy: argument('nested in a variable'),
  },
  {
    id: 'sort-unchecked',
    breaks: 'A sort by what the profile never reads is let through.',
    file: 'src/graphql/arguments.ts',
    find: 'check({ type: type.name, field: value, category: type.getValue(value)?.extensions.category });',
    replace: '',
    caughtBy: argument('as a value of an order, written or in a variable'),
  },
];
