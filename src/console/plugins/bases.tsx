import type { ReactElement } from 'react';
import { describeBasis, type Basis, type FieldAccess } from '../hub/field-access';
import { confidenceWords } from '../hub/words';

/** The legal bases of a rule. A reading of the law that nobody has confirmed says so. */
export const Bases = ({ bases }: { readonly bases: readonly Basis[] }): ReactElement | null =>
  bases.length === 0 ? null : (
    <ul className="spona-bases">
      {bases.map((basis) => (
        <li key={basis.id}>
          {describeBasis(basis)} {describeBasis(basis) !== basis.id && <code>{basis.id}</code>}
          {confidenceWords(basis.confidence) !== '' && (
            <span className="spona-confidence">{confidenceWords(basis.confidence)}</span>
          )}
        </li>
      ))}
    </ul>
  );

/** Bases known by their id alone, completed from the list of all fields. */
export const completeBases = (
  bases: readonly Basis[],
  access: readonly FieldAccess[] | null,
): readonly Basis[] => {
  const known = new Map((access ?? []).flatMap((entry) => entry.basis.map((basis) => [basis.id, basis])));
  return bases.map((basis) => known.get(basis.id) ?? basis);
};
