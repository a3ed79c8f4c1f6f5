import type { Statement } from '../db/transaction';
import type { ProfilePolicy } from '../policy';
import type { RowSource } from './row-source';
import { prepared } from './row-statements';

type Kind = 'case' | 'id' | 'history';

/** How often a shape is asked for before it is prepared: one that was made up for once takes no place. */
const RECURS = 3;
/**
 * Every connection keeps the plans of what is prepared, and a hub does not know who shapes what: a profile takes no more places than
 * these, all together no more than those, and what is longer than any usual question is planned each time.
 */
const MOST_OF_PROFILE = 8;
const MOST_PREPARED = 64;
const LONGEST = 12_000;
const MOST_COUNTED = 1_024;

/** Statements are composed once a source and profile, one cache for one version of the policies: a hub that outlives it keeps none of its. */
export class StatementCache {
  private readonly statements = new WeakMap<ProfilePolicy, Map<string, Statement>>();
  private readonly asked = new Map<string, number>();
  private readonly shapes = new Map<string, Statement>();
  private readonly taken = new WeakMap<ProfilePolicy, number>();

  get(
    source: RowSource,
    policy: ProfilePolicy,
    kind: Kind,
    compose: (source: RowSource, policy: ProfilePolicy) => Statement,
  ): Statement {
    let ofProfile = this.statements.get(policy);
    if (ofProfile === undefined) this.statements.set(policy, (ofProfile = new Map<string, Statement>()));
    const key = `${source.type} ${kind}`;
    let statement = ofProfile.get(key);
    if (statement === undefined) ofProfile.set(key, (statement = compose(source, policy)));
    return statement;
  }

  /** The statement as it is, or prepared where it recurs: to plan a page costs more than to read it. */
  recurring(policy: ProfilePolicy, statement: Statement): Statement {
    const { text } = statement;
    const known = this.shapes.get(text);
    if (known !== undefined) return known;
    const taken = this.taken.get(policy) ?? 0;
    if (text.length > LONGEST || taken >= MOST_OF_PROFILE || this.shapes.size >= MOST_PREPARED)
      return statement;
    const times = (this.asked.get(text) ?? 0) + 1;
    if (times < RECURS) {
      if (this.asked.size >= MOST_COUNTED) this.asked.clear();
      this.asked.set(text, times);
      return statement;
    }
    this.asked.delete(text);
    const named = prepared(text);
    this.shapes.set(text, named);
    this.taken.set(policy, taken + 1);
    return named;
  }
}
