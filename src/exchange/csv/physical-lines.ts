import { createReadStream } from 'node:fs';

/** A line of a text file, without its end; numbered from 1. */
export interface PhysicalLine {
  readonly number: number;
  readonly text: string;
}

/** Lines of a file, read as it goes. Bytes that the encoding does not have become U+FFFD; a byte order mark is left out. */
export async function* readLines(file: string, encoding: string): AsyncGenerator<PhysicalLine> {
  const decoder = new TextDecoder(encoding);
  let number = 0;
  let rest = '';
  for await (const bytes of createReadStream(file)) {
    const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { number: (number += 1), text: text.replace(/\r$/u, '') };
  }
  rest += decoder.decode();
  if (rest !== '') yield { number: number + 1, text: rest.replace(/\r$/u, '') };
}
