import { createHash } from 'node:crypto';

/** JSON with sorted keys: equal content gives equal text, whatever the order of keys. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
};

/** SHA-256 in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
