import type { Statement } from '../db/transaction';
import type { ProfilePolicy } from '../policy';
import type { RowSource } from './row-source';

type Kind = 'case' | 'id' | 'history';

/** Statements are composed once a source and profile, and go with the profile: a hub that outlives its policies keeps none of theirs. */
export class StatementCache {
  private readonly statements = new WeakMap<ProfilePolicy, Map<string, Statement>>();

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
}
