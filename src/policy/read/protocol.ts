import { isDay } from '../../lib/legal-day';
import type { BasisDefinition } from '../content';
import type { BasisEntry, InstrumentEntry, ProtocolDocument } from '../documents';
import type { Problem } from '../problem';
import type { Path, Source } from './source';

/** The bases of one protocol file, and what is wrong with them beyond their form. */
export const readProtocol = (source: Source, problems: Problem[]): readonly BasisDefinition[] => {
  const document = source.value as ProtocolDocument;
  const prefix = document.country.toLowerCase();
  if (source.file !== `protocols/${prefix}.yaml`) {
    problems.push({
      ...source.at(['country']),
      text: `${document.country} belongs in protocols/${prefix}.yaml`,
    });
  }
  for (const part of ['instruments', 'bases'] as const) {
    for (const id of Object.keys(document[part])) {
      if (id.startsWith(`${prefix}.`)) continue;
      problems.push({ ...source.atKey([part, id]), text: `"${id}" must begin with "${prefix}."` });
    }
  }
  for (const [id, instrument] of Object.entries(document.instruments)) {
    checkDays(source, ['instruments', id], instrument, problems);
    if (instrument.validFrom === undefined || instrument.validTo === undefined) continue;
    if (instrument.validFrom < instrument.validTo) continue;
    problems.push({
      ...source.at(['instruments', id, 'validTo']),
      text: 'validTo must be later than validFrom',
    });
  }
  return Object.entries(document.bases).flatMap(([id, basis]) => {
    const instrument = document.instruments[basis.instrument];
    if (instrument === undefined) {
      problems.push({
        ...source.at(['bases', id, 'instrument']),
        text: `"${basis.instrument}" is no instrument of this file`,
      });
      return [];
    }
    if (basis.kind !== instrument.kind && !(instrument.kind === 'LAW' && OF_A_LAW.includes(basis.kind))) {
      problems.push({
        ...source.at(['bases', id, 'kind']),
        text: `a basis of kind ${basis.kind} cannot rest on an instrument of kind ${instrument.kind}`,
      });
    }
    return [define(id, basis, instrument, document.country)];
  });
};

/** The form of a day lets 30 February through, from which no boundary could be counted. */
const checkDays = (source: Source, path: Path, instrument: InstrumentEntry, problems: Problem[]): void => {
  for (const key of ['validFrom', 'validTo'] as const) {
    const day = instrument[key];
    if (day === undefined || isDay(day)) continue;
    problems.push({ ...source.at([...path, key]), text: `${day} is no day of the calendar` });
  }
};

/** What an article of a law can be; an agreement or a practice is never more than that. */
const OF_A_LAW: readonly string[] = ['LAW', 'CONSENT', 'VITAL'];

const define = (
  id: string,
  basis: BasisEntry,
  instrument: InstrumentEntry,
  country: ProtocolDocument['country'],
): BasisDefinition => ({
  id,
  country,
  instrument: basis.instrument,
  instrumentTitle: instrument.title,
  article: String(basis.article),
  kind: basis.kind,
  confidence: basis.confidence,
  description: basis.about,
  duty: basis.duty ?? [],
  verified: basis.verified ?? null,
  validFrom: instrument.validFrom ?? null,
  validTo: instrument.validTo ?? null,
});
