import { invalidInput } from '../../errors/invalid';
import type { Problem } from '../../errors/problem';
import type { OperationContext } from '../../graphql/context';

/** What rules for emergencies open to the viewer as he asks; it comes from the policy alone, never from a case. */
export const openInEmergency = ({
  policies,
  policy,
}: Pick<OperationContext, 'policies' | 'policy'>): ReadonlySet<string> =>
  new Set(
    [...policies.categories.keys()]
      .flatMap((category) => policy.clauses(category))
      .filter(({ needs }) => needs.includes('breakGlass'))
      .map(({ of }) => of),
  );

/** `risk.level` shows itself on a record whose existence is known: `risk.existence`. */
const existenceOf = (category: string): string => `${category.slice(0, category.indexOf('.') + 1)}existence`;

/** @throws SponaError SPONA_INVALID that names what may be asked for, and what is missing beside it */
export const checkCategories = (context: OperationContext, asked: readonly string[]): void => {
  const open = openInEmergency(context);
  const path = 'input.categories';
  const problems: Problem[] = [];
  if (asked.some((category) => !open.has(category))) {
    const listed = [...open].sort().join(', ');
    problems.push({ path, message: `Name only what an emergency opens to you: ${listed || 'nothing'}.` });
  }
  const needed = new Set(['case.existence', ...asked.map(existenceOf)]);
  const missing = [...needed].filter((category) => open.has(category) && !asked.includes(category));
  if (missing.length > 0) {
    problems.push({ path, message: `Without these nothing can be shown: ${missing.sort().join(', ')}.` });
  }
  if (problems.length > 0) throw invalidInput(problems);
};
