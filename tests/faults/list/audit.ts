import { testsOf, type Fault } from '../fault';

const trail = testsOf('unit/audit/audit-trail');
const writer = testsOf('unit/audit/refusal-writer', 'the writer of refusals');
const read = testsOf('unit/audit/recorders', 'the record of a read');
const overtaken = testsOf('unit/graphql/overtaken');
const parts = testsOf('unit/server/parts');

/** What is kept of an operation, and who reads it. */
export const AUDIT_FAULTS: readonly Fault[] = [
  {
    id: 'record-swallowed',
    breaks: 'An answer leaves though its disclosure record was not written.',
    file: 'src/graphql/executor.ts',
    find: 'await parts.recordRead(transaction, recordOf(asked, transaction, report, codeOf(result)));',
    replace:
      'await parts.recordRead(transaction, recordOf(asked, transaction, report, codeOf(result))).catch(() => null);',
    caughtBy: testsOf(
      'contract/disclosure',
      'operations on ServiceUse',
    )('answer and change nothing where the disclosure record cannot be written'),
  },
  {
    id: 'overtaken-answer-leaves',
    breaks: 'An answer leaves though what it rests on has changed since it was read.',
    file: 'src/audit/recorders.ts',
    find: 'if (row?.moved !== false)',
    replace: 'if (row?.moved === undefined)',
    caughtBy: overtaken('answers anew where the scope ended meanwhile, and records that answer alone'),
  },
  {
    id: 'case-epoch-ignored',
    breaks: 'A change of a case that commits while it is answered is not noticed.',
    file: 'migrations',
    within: 'function record_disclosures',
    find: 'where e.case_id = any (r.cases) and',
    replace: 'where e.case_id = any (r.cases) and false and',
    caughtBy: overtaken('answers anew where the scope ended meanwhile, and records that answer alone'),
  },
  {
    id: 'registry-epoch-ignored',
    breaks: 'A change of the registry that commits while a viewer is answered is not noticed.',
    file: 'migrations',
    within: 'function record_disclosures',
    find: 'from policy_epoch e where',
    replace: 'from policy_epoch e where false and',
    caughtBy: overtaken('reads once more where the registry changed meanwhile'),
  },
  {
    id: 'counted-cases-ignored',
    breaks: 'A count or a filtered list is told though a case that it does not name has changed since.',
    file: 'src/graphql/trace.ts',
    find: 'byContent || count > caseIds.length',
    replace: 'byContent',
    caughtBy: testsOf(
      'unit/graphql/overtaken',
      'an answer that was filtered or counted',
    )('counts none whose scope ended meanwhile, however many there are'),
  },
  {
    id: 'read-after-the-end',
    breaks: 'A field that was given up reads on through a connection that is another viewer’s by then.',
    file: 'src/db/transaction.ts',
    find: "if (this.isOver) throw new Error('the transaction has ended');",
    replace: '',
    caughtBy: read('ends the read: what an abandoned field still asks for is not read'),
  },
  {
    id: 'accesses-move-no-epoch',
    breaks: 'The end of a scope does not move the epoch of its case.',
    file: 'migrations/20261122000000-create-epochs-and-locks.sql',
    find: "call watch_case('case_access');",
    replace: '',
    caughtBy: overtaken('answers anew where the scope ended meanwhile, and records that answer alone'),
  },
  {
    id: 'grounds-thought-kept',
    breaks: 'Grounds count as kept though the refusal that brought them was not written.',
    file: 'src/audit/refusal-writer.ts',
    find: 'await write(dataSource, values);\n    for',
    replace: 'kept.keep(texts);\n    await write(dataSource, values);\n    for',
    caughtBy: writer('sends again what a failed write brought'),
  },
  {
    id: 'grounds-of-an-answer-thought-kept',
    breaks: 'Grounds count as kept though the answer whose record brought them never left.',
    file: 'src/audit/recorders.ts',
    find: 'const { values, texts } = disclosureBatch([record], kept);',
    replace: 'const { values, texts } = disclosureBatch([record], kept); kept.keep(texts);',
    caughtBy: read('lets no answer leave without it'),
  },
  {
    id: 'grounds-lost',
    breaks:
      'A record names grounds that are not there, as after a restored backup, and is written without them.',
    file: 'migrations',
    within: 'function record_disclosures',
    find: "where g.hash = e.value ->> 'grounds'",
    replace: 'where true',
    caughtBy: writer('brings the grounds again where the database has lost them'),
  },
  {
    id: 'half-a-mutation',
    breaks: 'A mutation whose second field failed keeps what the first one changed.',
    file: 'src/graphql/executor.ts',
    find: 'if (result.errors !== undefined) {',
    replace: 'if (result.data == null && result.errors !== undefined) {',
    caughtBy: testsOf('contract/whole-mutation')('a mutation is made as a whole or not at all'),
  },
  {
    id: 'filters-not-recorded',
    breaks: 'Guessing a value by filters leaves no trace.',
    file: 'src/graphql/trace.ts',
    find: 'if (filter.categories.length > 0) this.filters.push',
    replace: 'if (filter.categories.length < 0) this.filters.push',
    caughtBy: testsOf(
      'unit/graphql/trace',
      'the entries for the disclosure record',
    )('tell by what cases were filtered, and which were met'),
  },
  {
    id: 'text-of-a-document-kept',
    breaks: 'A name that a client wrote into a document is kept in the audit.',
    file: 'src/lib/strip-literals.ts',
    find: "[Kind.STRING]: { kind: Kind.STRING, value: '' },",
    replace: '',
    caughtBy: parts('stripLiterals keeps no value in any place, and no name that a client gave to a field'),
  },
  {
    id: 'alias-kept',
    breaks: 'A name that a client gave to a field is kept in the audit.',
    file: 'src/lib/strip-literals.ts',
    find: '({ ...field, alias: undefined })',
    replace: '({ ...field })',
    caughtBy: parts('stripLiterals keeps no value in any place, and no name that a client gave to a field'),
  },
  {
    id: 'forbidden-named-to-coordinators',
    breaks: 'A coordinator reads which silent and forbidden categories were asked for.',
    file: 'src/casework/audit/entry.ts',
    find: 'isTold(policies, category)',
    replace: "category !== ''",
    caughtBy: trail(
      'what it tells names to a coordinator no silent and no forbidden category, and no record',
    ),
  },
  {
    id: 'silence-by-an-entry-of-its-own',
    breaks: 'In its own audit an agency tells a silent refusal from a disclosure by an entry of its own.',
    file: 'src/casework/audit/entry.ts',
    find: 'const key = JSON.stringify(told);',
    replace: 'const key = JSON.stringify([told, alike.size]);',
    caughtBy: trail('what it tells tells the agency itself no silent refusal apart from a disclosure'),
  },
  {
    id: 'silence-broken-in-the-audit',
    breaks: 'An agency reads in its own audit the refusal that its answer kept silent.',
    file: 'src/casework/audit/entry.ts',
    find: 'withheld: withheld.filter(isShown)',
    replace: 'withheld',
    caughtBy: trail(
      'what it tells tells the agency itself what its answer told: records, disclosed and withheld, but no silent refusal',
    ),
  },
  {
    id: 'audit-of-every-area',
    breaks: 'A coordinator reads the disclosure records of other areas.',
    file: 'migrations',
    within: 'policy own_or_coordinated on disclosure',
    find: 'area_ids @> array[coordinated_area()]',
    replace: 'coordinated_area() is not null',
    caughtBy: testsOf(
      'unit/db/access-functions',
      'record_disclosures',
    )('files a record under the areas of its cases and of its agency, which alone read it'),
  },
];
