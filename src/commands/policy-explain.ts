import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Country } from '../lib/country';
import { loadPolicies } from '../policy';
import type { CandidateReport, ConditionReport, Explanation } from '../policy/explanation';
import {
  ALLEGATION,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  type Profile,
  RECORD,
  type RowFacts,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  TIES,
} from '../policy/facts';
import { expandKey } from '../policy/subjects';

interface ExplainOptions
  extends
    Pick<Profile, 'purpose' | 'proof'>,
    Partial<Pick<RowFacts, 'tie' | 'own' | 'record' | 'order' | 'allegation'>> {
  readonly as: Pick<Profile, 'sector' | 'roles'>;
  readonly category: string;
  readonly scope?: RowFacts['scopes'];
  readonly subject?: RowFacts['subjects'];
  readonly conflict?: true;
  readonly consent?: readonly string[];
  readonly agreement?: readonly string[];
  readonly mandate?: readonly string[];
  readonly breakGlass?: readonly string[];
  readonly release?: readonly string[];
  readonly country: Country;
  readonly production?: boolean;
  readonly dir: string;
}

const say = (line: string): void => console.log(line);

/** `social-work` as well as `SOCIAL_WORK`. */
const valueOf = <T extends string>(list: readonly T[], text: string): T => {
  const wanted = text.trim().toUpperCase().replaceAll('-', '_');
  const value = list.find((one) => one === wanted);
  if (value === undefined) throw new InvalidArgumentError(`It must be one of ${list.join(', ')}.`);
  return value;
};

const one =
  <T extends string>(list: readonly T[]) =>
  (text: string): T =>
    valueOf(list, text);

const several =
  <T extends string>(list: readonly T[]) =>
  (text: string): readonly T[] =>
    text.split(',').map((part) => valueOf(list, part));

const names = (text: string): readonly string[] =>
  text.split(',').flatMap((name) => (name.includes('.') ? expandKey(name.trim()) : [name.trim()]));

const viewer = (text: string): Pick<Profile, 'sector' | 'roles'> => {
  const [sector = '', roles = ''] = text.split(':');
  return {
    sector: valueOf(SECTORS, sector),
    roles: roles.split(',').filter((role) => role !== ''),
  };
};

/** Facts are either all told, what is not named being absent, or none is and the answer is that of the policy alone. */
const factsOf = (options: ExplainOptions): RowFacts | undefined => {
  const told = [
    options.scope,
    options.tie,
    options.subject,
    options.own,
    options.record,
    options.order,
    options.allegation,
    options.conflict,
    options.consent,
    options.agreement,
    options.mandate,
    options.breakGlass,
    options.release,
  ];
  if (told.every((fact) => fact === undefined)) return undefined;
  return {
    scopes: options.scope ?? [],
    tie: options.tie ?? 'NONE',
    conflict: options.conflict ?? false,
    subjects: options.subject ?? [],
    own: options.own ?? 'NONE',
    record: options.record ?? 'NONE',
    order: options.order ?? 'NONE',
    allegation: options.allegation ?? 'NONE',
    consent: new Set(options.consent),
    agreement: new Set(options.agreement),
    mandate: new Set(options.mandate),
    breakGlass: new Set(options.breakGlass),
    release: new Set(options.release),
  };
};

const conditionLine = ({ key, wanted, holds }: ConditionReport): string =>
  `    ${holds === null ? '?' : holds ? '+' : '-'} ${key}: ${wanted}`;

const candidateLines = (candidate: CandidateReport): readonly string[] => [
  `  ${candidate.rule} [${candidate.rank}] ${candidate.verdict}${candidate.off === null ? '' : ` (${candidate.off})`}`,
  ...candidate.conditions.map(conditionLine),
  ...(candidate.basis.length === 0 ? [] : [`    basis: ${candidate.basis.join(', ')}`]),
  ...(candidate.handling.length === 0 ? [] : [`    handling: ${candidate.handling.join(', ')}`]),
];

const outcomeOf = ({ decision, classification }: Explanation): string => {
  if (decision !== null) {
    return decision.disclose
      ? `disclosed by ${decision.rule}${decision.basis.length === 0 ? '' : ` on ${decision.basis.join(', ')}`}`
      : 'withheld';
  }
  return { always: 'always disclosed', never: 'never disclosed', row: 'depends on the case' }[classification];
};

const lines = (explanation: Explanation): readonly string[] => {
  const { withheld, decision } = explanation;
  const marks = [
    explanation.forbidden ? 'forbidden to all but its own rules' : '',
    explanation.silent ? 'withheld in silence' : '',
    explanation.derivedFrom.length > 0 ? `derived from ${explanation.derivedFrom.join(', ')}` : '',
  ].filter((mark) => mark !== '');
  return [
    `${explanation.category}: ${outcomeOf(explanation)}`,
    ...marks.map((mark) => `  ${mark}`),
    ...(withheld === null || decision?.disclose === true ? [] : [`  ${withheld.code}: ${withheld.remedy}`]),
    ...explanation.candidates.flatMap(candidateLines),
  ];
};

const explain = (options: ExplainOptions, command: Command): void => {
  const production = options.production ?? false;
  const policies = loadPolicies(options.dir, options.country, { production });
  const explanation = policies.explain(
    { ...options.as, purpose: options.purpose, proof: options.proof },
    options.category,
    factsOf(options),
  );
  if (!explanation.known) {
    command.error(`error: "${options.category}" is no category of the vocabulary`, { exitCode: 2 });
  }
  for (const unknown of options.as.roles.filter((role) => !policies.roles.has(role))) {
    command.error(`error: "${unknown}" is no role of the vocabulary`, { exitCode: 2 });
  }
  for (const line of lines(explanation)) say(line);
};

/** `spona policy explain` */
export const registerExplain = (policy: Command, dir: Option, country: Option): void => {
  policy
    .command('explain')
    .description(
      'say which rule opens a category to a viewer, and what each other rule lacks (+ holds, - lacks, ? depends)',
    )
    .requiredOption('--as <sector:role>', 'the viewer, for instance police:POLICE_LIAISON', viewer)
    .requiredOption('--purpose <purpose>', 'of the request', one(PURPOSES))
    .requiredOption('--category <id>', 'as a field carries it, or one part of a family')
    .addOption(new Option('--proof <proof>').argParser(one(PROOFS)).default('PROVEN'))
    .option('--scope <scopes>', 'in force on the case, with commas between', several(SCOPES))
    .option('--tie <tie>', 'of the viewer to the case', one(TIES))
    .option('--subject <roles>', 'of the person concerned', several(SUBJECT_ROLES))
    .option('--own <own>', 'whose client the person is', one(OWN))
    .option('--record <record>', 'held by the agency or delivered to it', one(RECORD))
    .option('--order <order>', 'protective order on the case', one(ORDER))
    .option('--allegation <allegation>', 'whether it stands', one(ALLEGATION))
    .option('--conflict', 'the viewer is locked on the case')
    .option('--consent <categories>', 'in force for these', names)
    .option('--agreement <categories>', 'in force for these', names)
    .option('--mandate <categories>', 'in force for these', names)
    .option('--break-glass <categories>', 'in force for these', names)
    .option('--release <categories>', 'in force for these', names)
    .option('--production', 'as a production hub decides')
    .addOption(country)
    .addOption(dir)
    .action(explain);
};
