import type { BlindIndex } from '../../lib/blind-index';
import type { Participant } from '../participant';

type Numbered = Partial<Pick<Participant, 'identifierKind' | 'identifier'>>;

/** What is written beside a person's number: its index; nothing where the values do not speak of a number. */
export const identifierColumns = (
  { identifierKind, identifier }: Numbered,
  index: BlindIndex,
): Pick<Partial<Participant>, 'identifierIndex'> => {
  if (identifier === undefined) return {};
  const none = identifier === null || identifierKind === null || identifierKind === undefined;
  return { identifierIndex: none ? null : index(identifierKind, identifier) };
};
