import type { Country } from '../lib/country';
import type { PolicySource } from './bundle';
import { compile } from './compile';
import { PolicyError } from './problem';
import { readPolicies } from './read';
import type { PolicySet } from './policy-set';

export interface LoadOptions {
  /** Rules whose grounds nobody has verified are off. */
  readonly production: boolean;
  /** Which laws are in force is judged on the country's day at this instant; now, if not told. */
  readonly at?: Date;
}

/**
 * The policies of a folder or bundle, ready for one country.
 *
 * @throws PolicyError that lists every problem as file:line:column: text
 */
export const loadPolicies = (from: PolicySource, country: Country, options: LoadOptions): PolicySet => {
  const { content, problems } = readPolicies(from);
  if (content === null || problems.length > 0) throw new PolicyError(problems);
  return compile(content, { country, ...options });
};

export type { Classification, Clause, Decision } from './decision';
export * from './facts';
export type { PolicySet, ProfilePolicy } from './policy-set';
export { purposesOfRoles } from './role-purposes';
