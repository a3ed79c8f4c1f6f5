import type { MappingDocument } from './document';
import { checkSource, type Report } from './check-source';
import { mappedFields, sourcesOf } from './fields';
import { isTimeZone } from './time-zone';

const isEncoding = (label: string): boolean => {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
};

const checkPersons = ({ persons, relationships = [] }: MappingDocument, report: Report): void => {
  const names = Object.keys(persons);
  if (names.length === 0) report(['persons'], 'a report has at least one person');
  relationships.forEach(({ from, to }, index) => {
    for (const [end, name] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (!names.includes(name))
        report(['relationships', index, end], `"${name}" is none of the persons: ${names.join(', ')}`);
    }
    if (from === to) report(['relationships', index, 'to'], 'is the same person as from');
  });
};

/** Everything that is wrong with a mapping of the right shape. */
export const checkMapping = (document: MappingDocument, report: Report): void => {
  const { zone, csv } = document;
  if (zone !== undefined && !isTimeZone(zone))
    report(['zone'], `"${zone}" is no time zone, such as Europe/Belgrade`);
  if (csv?.encoding !== undefined && !isEncoding(csv.encoding))
    report(['csv', 'encoding'], `"${csv.encoding}" is no encoding, such as utf-8 or windows-1250`);
  if (csv?.delimiter !== undefined && csv.delimiter === csv.quote)
    report(['csv', 'quote'], 'is the delimiter');
  if (document.incident === undefined && document.case.openedAt === undefined)
    report(['case'], 'has no openedAt, and there is no incident that would tell it');
  checkPersons(document, report);
  for (const field of mappedFields(document)) {
    for (const [path, source] of sourcesOf(field))
      checkSource(source, field.kind, path, zone !== undefined, report);
  }
};
