import { asArray, asObject, asText, type Json } from '../read';
import { describeBasis, type FieldAccess } from './field-access';
import { ACCESS_WORDS, codeWords } from './words';

/** What the documentation says of a field before its own description, in Markdown. */
const accessNote = (entry: FieldAccess): string => {
  const bases = entry.basis.map((basis) => `${describeBasis(basis)} (\`${basis.id}\`)`).join('; ');
  const lines = [
    `**${ACCESS_WORDS[entry.access]}**${entry.access === 'NEVER' ? `: ${codeWords(entry.code)}` : ''}`,
    ...(entry.access === 'DEPENDS' && entry.conditions.length > 0
      ? [`If one of these holds:\n\n${entry.conditions.map((condition) => `- ${condition}`).join('\n')}`]
      : []),
    ...(bases === '' ? [] : [`Basis: ${bases}`]),
    ...(entry.access !== 'ALWAYS' && entry.remedy !== null ? [`What would open it: ${entry.remedy}`] : []),
    `Category: \`${entry.category}\``,
  ];
  return lines.join('\n\n');
};

/**
 * The answer to an introspection with the viewer's access written into the description of every field, so that
 * documentation, hovers and completion tell it. An answer without a schema stays as it is.
 */
export const annotate = (answer: Json, access: readonly FieldAccess[]): Json => {
  const data = asObject(answer['data']);
  const schema = asObject(data?.['__schema']);
  if (schema === null) return answer;
  const notes = new Map(access.map((entry) => [`${entry.type}.${entry.field}`, accessNote(entry)]));
  const annotateField = (type: Json, value: unknown): unknown => {
    const field = asObject(value) ?? {};
    const note = notes.get(`${String(type['name'])}.${String(field['name'])}`);
    if (note === undefined) return value;
    return {
      ...field,
      description: [note, asText(field['description'])].filter(Boolean).join('\n\n---\n\n'),
    };
  };
  const types = asArray(schema['types']).map((value) => {
    const type = asObject(value) ?? {};
    return Array.isArray(type['fields'])
      ? { ...type, fields: asArray(type['fields']).map((field) => annotateField(type, field)) }
      : value;
  });
  return { ...answer, data: { ...data, __schema: { ...schema, types } } };
};

/** The introspection that GraphiQL sends for itself carries this name, by which the console knows it. */
export const SCHEMA_OPERATION = 'ConsoleSchema';
