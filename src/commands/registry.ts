import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../casework/case-values';
import { hasForm } from '../casework/identifier-form';
import { loadConfig } from '../config/config';
import { identifierKeyOf } from '../gateway/identifier-key';
import { createBlindIndex } from '../lib/blind-index';

const KINDS = Object.keys(IDENTIFIER_KINDS);

/** The number is read, not named: an argument stands in the shell's history and in the list of processes. */
const index = async ({ kind }: { readonly kind: IdentifierKind }): Promise<void> => {
  const key = identifierKeyOf(loadConfig(undefined, 'none'));
  if (process.stdin.isTTY) console.error(`The ${kind}, then Enter and Ctrl-D:`);
  const number = (await text(process.stdin)).replace(/\s/gu, '');
  if (number === '') throw new Error(`Nothing was read: the ${kind} is expected on standard input`);
  if (!hasForm(number, kind)) throw new Error(`What was read is no ${kind}. ${IDENTIFIER_KINDS[kind]}`);
  console.log(createBlindIndex(key)(kind, number));
};

/** `spona registry` */
export const register = (program: Command): void => {
  const registry = program
    .command('registry')
    .description('what the registry needs and the hub itself never writes');
  registry
    .command('index')
    .description(
      "print the index of a staff member's own number, which is read from standard input and kept nowhere: entered in the registry, it locks that person out of cases about himself",
    )
    .addOption(new Option('--kind <kind>', 'what kind of number it is').choices(KINDS).makeOptionMandatory())
    .action(index);
};
