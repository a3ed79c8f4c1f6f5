import type { Path } from '../../policy/read/source';
import type { MappingDocument, SourceDocument } from './document';
import {
  AGENCY_FIELDS,
  CASE_FIELDS,
  INCIDENT_FIELDS,
  PERSON_FIELDS,
  RELATIONSHIP_CODE,
  type Kind,
} from './kinds';

/** A field of the mapping with the sources that it is told from. */
export interface MappedField {
  readonly path: Path;
  readonly kind: Kind;
  readonly sources: SourceDocument | readonly SourceDocument[];
}

type Block = Readonly<Record<string, SourceDocument | readonly SourceDocument[] | undefined>>;

const ofBlock = (path: Path, kinds: Readonly<Record<string, Kind>>, block: Block = {}): MappedField[] =>
  Object.entries(block).flatMap(([name, sources]) => {
    const kind = kinds[name];
    return sources === undefined || kind === undefined ? [] : [{ path: [...path, name], kind, sources }];
  });

/** Every field that a mapping speaks of. */
export const mappedFields = (document: MappingDocument): readonly MappedField[] => [
  ...ofBlock(['agency'], AGENCY_FIELDS, document.agency),
  ...ofBlock(['case'], CASE_FIELDS, document.case),
  ...ofBlock(['incident'], INCIDENT_FIELDS, document.incident),
  ...Object.entries(document.persons).flatMap(([name, person]) =>
    ofBlock(['persons', name], PERSON_FIELDS, person),
  ),
  ...(document.relationships ?? []).map(({ code }, index): MappedField => ({
    path: ['relationships', index, 'code'],
    kind: RELATIONSHIP_CODE,
    sources: code,
  })),
];

/** Each source of a field with its own place. */
export const sourcesOf = ({ path, sources }: MappedField): readonly (readonly [Path, SourceDocument])[] =>
  Array.isArray(sources)
    ? (sources as readonly SourceDocument[]).map((source, index) => [[...path, index], source] as const)
    : [[path, sources as SourceDocument]];
