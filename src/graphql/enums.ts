import { registerEnumType } from 'type-graphql';
import { PROOFS, PURPOSES, SCOPES, SECTORS, SUBJECT_ROLES } from '../policy/facts';

/** A closed list as a GraphQL enum: the object maps each value to itself. */
export const enumOf = <T extends string>(
  name: string,
  values: readonly T[],
  description: string,
): Record<T, T> => {
  const table = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  registerEnumType(table, { name, description });
  return table;
};

export const SectorEnum = enumOf(
  'Sector',
  SECTORS,
  'What kind of institution an agency is; given by the registry.',
);
export const PurposeEnum = enumOf(
  'Purpose',
  PURPOSES,
  'What a request is for. It only narrows what may be seen.',
);
export const ProofEnum = enumOf(
  'Proof',
  PROOFS,
  'How the hub knows the person: by his own token, or because a machine client names him.',
);
export const ScopeEnum = enumOf('Scope', SCOPES, 'Why an agency reaches a case.');
export const ParticipantRoleEnum = enumOf(
  'ParticipantRole',
  SUBJECT_ROLES,
  'What a person is in a case. RESPONDENT is the possible perpetrator of the law.',
);
