import type { Country } from '../lib/country';
import { GRANTS, type Profile, type RowFacts, type SubjectRole } from '../policy/facts';
import type { PolicySet } from '../policy/policy-set';

/** What `spona policy explain` is told. */
export interface ExplainOptions
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

type FactOptions = Omit<
  ExplainOptions,
  'as' | 'purpose' | 'proof' | 'category' | 'country' | 'production' | 'dir'
>;

const anyFact = (options: FactOptions): boolean => {
  const { scope, tie, subject, own, record, order, allegation, conflict } = options;
  return [
    scope,
    tie,
    subject,
    own,
    record,
    order,
    allegation,
    conflict,
    ...GRANTS.map((grant) => options[grant]),
  ].some((fact) => fact !== undefined);
};

/**
 * Facts are either all told, what is not named being absent, or none is and the answer is that of the policy alone. Of whom a part of a
 * family speaks, it says itself.
 */
export const factsOf = (options: ExplainOptions, of: SubjectRole | null): RowFacts | undefined =>
  anyFact(options)
    ? {
        scopes: options.scope ?? [],
        tie: options.tie ?? 'NONE',
        conflict: options.conflict ?? false,
        subjects: options.subject ?? (of === null ? [] : [of]),
        own: options.own ?? 'NONE',
        record: options.record ?? 'NONE',
        order: options.order ?? 'NONE',
        allegation: options.allegation ?? 'NONE',
        consent: new Set(options.consent),
        agreement: new Set(options.agreement),
        mandate: new Set(options.mandate),
        breakGlass: new Set(options.breakGlass),
        release: new Set(options.release),
      }
    : undefined;

/** Without anybody whom it is about, a family is withheld, whatever else holds. */
export const missingSubject = (options: ExplainOptions, { categories }: PolicySet): string | null =>
  categories.get(options.category)?.family === true && anyFact(options) && options.subject === undefined
    ? `"${options.category}" is a family: say by --subject whom it is about, or ask for a part, such as victim.${options.category}`
    : null;
