import type { Permit } from './decision';

/** The answer for somebody with several roles: every rule that carried it, with all bases and marks. */
export class Combinations {
  private readonly pairs = new WeakMap<Permit, WeakMap<Permit, Permit>>();
  private readonly known = new Map<string, Permit>();

  of(a: Permit, b: Permit): Permit {
    if (a === b) return a;
    let row = this.pairs.get(a);
    if (row === undefined) this.pairs.set(a, (row = new WeakMap()));
    let combined = row.get(b);
    if (combined === undefined) row.set(b, (combined = this.build(a, b)));
    return combined;
  }

  private build(a: Permit, b: Permit): Permit {
    const rule = [...new Set([...a.rule.split(' & '), ...b.rule.split(' & ')])].sort().join(' & ');
    const before = this.known.get(rule);
    if (before !== undefined) return before;
    const built: Permit = Object.freeze({
      disclose: true,
      rule,
      basis: [...new Set([...a.basis, ...b.basis])].sort(),
      handling: [...new Set([...a.handling, ...b.handling])].sort(),
    });
    this.known.set(rule, built);
    return built;
  }
}
