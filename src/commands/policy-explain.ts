import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadPolicies } from '../policy';
import {
  ALLEGATION,
  ORDER,
  OWN,
  PROOFS,
  PURPOSES,
  type Profile,
  RECORD,
  SCOPES,
  SECTORS,
  SUBJECT_ROLES,
  TIES,
} from '../policy/facts';
import type { PolicySet } from '../policy/policy-set';
import { expandKey } from '../policy/subjects';
import { oneOf, someOf } from './arguments';
import { type ExplainOptions, factsOf, missingSubject } from './explain-facts';
import { explanationLines } from './explain-lines';
import { wrongCategory, wrongGrant, wrongRole } from './policy-words';

const say = (line: string): void => console.log(line);

const names = (text: string): readonly string[] =>
  text.split(',').flatMap((name) => (name.includes('.') ? expandKey(name.trim()) : [name.trim()]));

/** `police`, or with roles `police:POLICE_LIAISON,COMPETENT_OFFICER`. */
const viewer = (text: string): Pick<Profile, 'sector' | 'roles'> => {
  const [, sector = '', roles = ''] = /^([^:]*)(?::([^:]*))?$/u.exec(text) ?? [];
  try {
    return {
      sector: oneOf(SECTORS)(sector),
      roles: roles
        .split(',')
        .map((role) => role.trim().toUpperCase().replaceAll('-', '_'))
        .filter((role) => role !== ''),
    };
  } catch {
    throw new InvalidArgumentError(
      `It must be a sector, alone or with roles as in police:POLICE_LIAISON,COMPETENT_OFFICER. The sectors are ${SECTORS.join(', ')}.`,
    );
  }
};

/** Roles that may not act for the purpose, which the rules do not see. */
const idleRoles = ({ as, purpose }: ExplainOptions, { roles }: PolicySet): readonly string[] =>
  as.roles.flatMap((id) => {
    const purposes = roles.get(id)?.purposes ?? [];
    return purposes.includes(purpose)
      ? []
      : [`  ${id} counts for nothing here: it may act for ${purposes.join(' or ')}`];
  });

const explain = (options: ExplainOptions, command: Command): void => {
  const production = options.production ?? false;
  const policies = loadPolicies(options.dir, options.country, { production });
  const wrong =
    wrongRole(options.as, policies) ??
    wrongCategory(options.category, policies) ??
    wrongGrant(options, policies) ??
    missingSubject(options, policies);
  if (wrong !== null) command.error(`error: ${wrong}`, { exitCode: 2 });
  const explanation = policies.explain(
    { ...options.as, purpose: options.purpose, proof: options.proof },
    options.category,
    factsOf(options, policies.parts.get(options.category)?.role ?? null),
  );
  for (const line of [...explanationLines(explanation), ...idleRoles(options, policies)]) say(line);
};

const words = (list: readonly string[]): string => list.join(', ');

/** `spona policy explain` */
export const registerExplain = (policy: Command, dir: Option, country: Option): void => {
  policy
    .command('explain')
    .usage('--as <sector:roles> --purpose <purpose> --category <id> [what holds on the case]')
    .description(
      'say which rule opens a category to a viewer, and what each other rule lacks (+ holds, - lacks, ? depends on the case). Once anything is said of the case, what is not said does not hold',
    )
    .requiredOption('--as <sector:roles>', 'the viewer, for instance police:POLICE_LIAISON', viewer)
    .requiredOption('--purpose <purpose>', `of the request: ${words(PURPOSES)}`, oneOf(PURPOSES))
    .requiredOption('--category <id>', 'as a field carries it, or one part of a family')
    .addOption(new Option('--proof <proof>', words(PROOFS)).argParser(oneOf(PROOFS)).default('PROVEN'))
    .option('--scope <scopes>', `in force on the case, with commas between: ${words(SCOPES)}`, someOf(SCOPES))
    .option('--tie <tie>', `of the viewer to the case: ${words(TIES)}`, oneOf(TIES))
    .option('--subject <roles>', `of the person concerned: ${words(SUBJECT_ROLES)}`, someOf(SUBJECT_ROLES))
    .option('--own <own>', `whose client the person is: ${words(OWN)}`, oneOf(OWN))
    .option('--record <record>', `held by the agency or delivered to it: ${words(RECORD)}`, oneOf(RECORD))
    .option('--order <order>', `protective order on the case: ${words(ORDER)}`, oneOf(ORDER))
    .option('--allegation <allegation>', `whether it stands: ${words(ALLEGATION)}`, oneOf(ALLEGATION))
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
