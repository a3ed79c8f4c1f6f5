export type JsonObject = Readonly<Record<string, unknown>>;

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gu;

/**
 * Whether an object of the text names a member twice. RFC 7515 section 4 and RFC 7519 section 4 let a reader take the last one or
 * refuse; two readers that choose differently can be made to see two tokens in one. The text must be valid JSON.
 */
const hasDuplicateMembers = (text: string): boolean => {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(last) as string;
      const members = open.at(-1);
      if (members?.has(name)) return true;
      members?.add(name);
    }
    last = token;
  }
  return false;
};

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads one JSON object in valid UTF-8 without a byte order mark and without duplicate members; null for anything else. */
export const parseStrictObject = (bytes: Uint8Array): JsonObject | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && !hasDuplicateMembers(text) ? value : null;
  } catch {
    return null;
  }
};
