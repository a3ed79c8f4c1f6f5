import { parseStrictObject, type JsonObject } from './strict-json';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 128 * 1024;

const readAtMost = async (response: Response, limit: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

/**
 * Gets one JSON object from an issuer. Redirects are refused, since they would leave the checked origin; time (5 s) and size
 * (128 KiB) are bounded, since a request of the hub waits meanwhile.
 * @throws Error with a reason fit for the log
 */
export const fetchJson = async (url: string): Promise<JsonObject> => {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`it answered with status ${response.status}`);
  }
  const value = parseStrictObject(await readAtMost(response, MAX_BYTES));
  if (value === null) throw new Error('it answered with something that is not a strict JSON object');
  return value;
};
