import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';

/** Where a fault goes: the file, and the part of it in which the text is looked for. */
interface Place {
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A fault that cannot be made any more: the code has moved, and the list has to follow. */
export class LostFault extends Error {}

/** The last definition in the migrations: a later one replaces what was defined before. */
const lastDefinition = (root: string, thing: string): Place => {
  const pattern = new RegExp(`^create (?:or replace )?${thing.replaceAll(' ', '\\s+')}\\b`, 'gmu');
  for (const file of readdirSync(join(root, 'migrations')).sort().reverse()) {
    const path = join('migrations', file);
    const text = readFileSync(join(root, path), 'utf8');
    const starts = [...text.matchAll(pattern)].map(({ index }) => index);
    const from = starts.at(-1);
    if (from === undefined) continue;
    const next = text.slice(from + 1).search(/^create /mu);
    return { path, text, from, to: next < 0 ? text.length : from + 1 + next };
  }
  throw new LostFault(`no migration defines ${thing}`);
};

const placeOf = (root: string, { file, within }: Fault): Place => {
  if (within !== undefined) return lastDefinition(root, within);
  const text = readFileSync(join(root, file), 'utf8');
  return { path: file, text, from: 0, to: text.length };
};

/** The changed file. Throws LostFault unless the fault's text stands in its place exactly once. */
export const faulted = (root: string, fault: Fault): { readonly path: string; readonly text: string } => {
  const { path, text, from, to } = placeOf(root, fault);
  const parts = text.slice(from, to).split(fault.find);
  if (parts.length !== 2) {
    const where = fault.within === undefined ? path : `${fault.within} of ${path}`;
    throw new LostFault(
      `its text stands ${String(parts.length - 1)} times in ${where}, not once: ${JSON.stringify(fault.find)}`,
    );
  }
  return { path, text: text.slice(0, from) + parts.join(fault.replace) + text.slice(to) };
};
