import type { OpenCaseInput } from '../../casework/inputs';
import type { Refusal } from './check-report';
import type { CurrentCase } from './current-cases';

/** Codes that the registry lacks, as paths into the report. */
const unknownMunicipalities = (
  { municipalityCode, participants, incidents }: OpenCaseInput,
  known: ReadonlyMap<string, string>,
): string[] => {
  const unknown = (code: string | null | undefined, path: string): string[] =>
    typeof code === 'string' && !known.has(code) ? [path] : [];
  return [
    ...unknown(municipalityCode, 'municipalityCode'),
    ...participants.flatMap((one, index) =>
      unknown(one.municipalityCode, `participants.${String(index)}.municipalityCode`),
    ),
    ...incidents.flatMap((one, index) =>
      unknown(one.municipalityCode, `incidents.${String(index)}.municipalityCode`),
    ),
  ];
};

/** Relationships that name nobody, in the report or in its case. */
const unknownPersons = (report: OpenCaseInput, current: CurrentCase | undefined): string[] => {
  const known = (reference: string): boolean =>
    current?.participants.has(reference) === true ||
    report.participants.some((participant) => participant.reference === reference);
  return report.relationships.flatMap(({ from, to }, index) => [
    ...(known(from) ? [] : [`relationships.${String(index)}.from`]),
    ...(known(to) ? [] : [`relationships.${String(index)}.to`]),
  ]);
};

/** What a report names and nobody knows; null if all is known. */
export const checkNames = (
  report: OpenCaseInput,
  municipalities: ReadonlyMap<string, string>,
  current: CurrentCase | undefined,
): Refusal | null => {
  const places = unknownMunicipalities(report, municipalities);
  if (places.length > 0) return { reason: 'UNKNOWN_MUNICIPALITY', paths: places };
  const persons = unknownPersons(report, current);
  return persons.length > 0 ? { reason: 'UNKNOWN_PERSON', paths: persons } : null;
};
