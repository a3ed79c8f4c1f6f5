import { z } from 'zod';
import { AGENCY_FIELDS, CASE_FIELDS, INCIDENT_FIELDS, PERSON_FIELDS } from './kinds';

const scalar = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false');
const result = z.union([scalar, z.null(), z.array(scalar)], 'must be a value, a list of values or null');

/** Where a value comes from and what is made of it, in this order. */
const source = z.strictObject({
  column: z.string().min(1).optional(),
  /** Several columns, put together with a blank between; empty ones are left out. */
  columns: z.array(z.string().min(1)).min(1).optional(),
  constant: scalar.optional(),
  /** The cell is a list with this between its items. */
  separator: z.string().min(1).optional(),
  /** A regular expression: of each item, its first group or else all that it matches. */
  extract: z.string().min(1).optional(),
  /** What stands in the file → what the hub is told; null tells nothing. Upper and lower case are the same. */
  values: z.record(z.string(), result).optional(),
  /** What is told of an item that `values` does not have; without it such a row is rejected. */
  otherwise: result.optional(),
  /** Numbers within these bounds, which belong to the range → value; any other tells nothing. */
  ranges: z
    .array(z.strictObject({ from: z.number().optional(), to: z.number().optional(), value: scalar }))
    .min(1)
    .optional(),
  /** Which of several items is told: the first, or the first in this order. */
  pick: z.union([z.literal('first'), z.array(scalar).min(1)], 'must be first or a list of values').optional(),
  /** Several items as one text, with this between them. */
  join: z.string().optional(),
  /** Put before a text. */
  prefix: z.string().optional(),
  /** How times and days are written. */
  formats: z.array(z.string().min(1)).min(1).optional(),
});

const sources = z.union(
  [source, z.array(source).min(1)],
  'must say where the value comes from, as in { column: name }',
);

const block = <T extends Readonly<Record<string, unknown>>>(
  fields: T,
  required: readonly (keyof T & string)[],
): z.ZodType<Readonly<Partial<Record<keyof T & string, SourceDocument | readonly SourceDocument[]>>>> => {
  const shape = Object.fromEntries(
    Object.keys(fields).map((name) => [name, required.includes(name) ? sources : sources.optional()]),
  );
  return z.strictObject(shape) as never;
};

const PERSON_NAME = /^[a-z][a-z0-9-]*$/;

/** A mapping file as it is written. */
export const mappingDocument = z.strictObject({
  about: z.string().optional(),
  csv: z
    .strictObject({
      delimiter: z.string().length(1).optional(),
      /** null where the file knows no quotes. */
      quote: z.string().length(1).nullable().optional(),
      /** Name of the encoding, such as windows-1250. */
      encoding: z.string().min(1).optional(),
    })
    .optional(),
  /** Cells that say nothing, besides the empty one. */
  empty: z.array(z.string()).optional(),
  /** Time zone (IANA) of times that name no offset. */
  zone: z.string().optional(),
  agency: block(AGENCY_FIELDS, ['code']),
  case: block(CASE_FIELDS, ['reference']),
  incident: block(INCIDENT_FIELDS, ['occurredAt', 'forms', 'channel']).optional(),
  /** Persons of a row, by a name that is used within the mapping alone. One without a reference is not in the row. */
  persons: z.record(
    z.string().regex(PERSON_NAME, 'name persons in small letters'),
    block(PERSON_FIELDS, ['reference', 'roles']),
  ),
  relationships: z.array(z.strictObject({ from: z.string(), to: z.string(), code: sources })).optional(),
});

export type SourceDocument = z.infer<typeof source>;
export type MappingDocument = z.infer<typeof mappingDocument>;
