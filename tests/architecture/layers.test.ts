import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/lib/root';

const CONFIG = join(__dirname, 'dependency-cruiser.cjs');

interface Rule {
  readonly name: string;
  readonly comment: string;
}
interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const { forbidden: rules } = jest.requireActual<{ forbidden: Rule[] }>('./dependency-cruiser.cjs');

/** Violations as `rule: from → to`. The cruiser is an ES module, therefore a process of its own. */
const cruise = (root: string): string[] => {
  const rooms = ['src', 'migrations', 'tests'].filter((room) => existsSync(join(root, room)));
  const program = join(packageRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(
    process.execPath,
    [program, '--config', CONFIG, '--output-type', 'json', ...rooms],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
};

describe('imports go one way', () => {
  let violations: string[];
  beforeAll(() => {
    violations = cruise(packageRoot);
  }, 120_000);

  test.each(rules)('$name: $comment', ({ name }) => {
    expect(violations.filter((violation) => violation.startsWith(`${name}: `))).toEqual([]);
  });
});

/** One file and what it imports, and the rule that must object. */
const BROKEN: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['src/lib/a.ts', '../errors/ok', 'layer-lib'],
  ['src/errors/a.ts', '../lib/ok', 'layer-errors'],
  ['src/config/a.ts', '../policy/ok', 'layer-config'],
  ['src/policy/a.ts', '../config/ok', 'layer-policy'],
  ['src/identity/a.ts', '../db/ok', 'layer-identity'],
  ['src/db/a.ts', '../audit/ok', 'layer-db'],
  ['src/audit/a.ts', '../graphql/ok', 'layer-audit'],
  ['src/graphql/a.ts', '../sectors/police/ok', 'layer-graphql'],
  ['src/registry/a.ts', '../casework/ok', 'layer-registry'],
  ['src/casework/a.ts', '../sectors/police/ok', 'layer-casework'],
  ['src/sectors/police/a.ts', '../../exchange/ok', 'layer-sectors'],
  ['src/exchange/a.ts', '../server/ok', 'layer-exchange'],
  ['src/clocks/a.ts', '../insight/ok', 'layer-clocks'],
  ['src/insight/a.ts', '../clocks/ok', 'layer-insight'],
  ['src/gateway/a.ts', '../server/ok', 'layer-gateway'],
  ['src/demo/a.ts', '../exchange/ok', 'layer-demo'],
  ['src/server/a.ts', '../demo/ok', 'layer-server'],
  ['src/main.ts', './commands/ok', 'layer-main'],
  ['src/commands/a.ts', '../spona', 'layer-commands'],
  ['src/console/a.ts', '../lib/ok', 'console-imports-no-room'],
  ['src/server/b.ts', '../console/ok', 'nobody-imports-console'],
  ['src/server/c.ts', 'jose', 'one-importer-of-jose'],
  ['src/server/d.ts', 'oidc-provider', 'one-importer-of-oidc-provider'],
  ['src/graphql/b.ts', 'graphql-shield', 'one-importer-of-graphql-shield'],
  ['src/graphql/c.ts', 'graphql-middleware', 'one-importer-of-graphql-middleware'],
  ['src/attic/a.ts', '../attic/ok', 'room-is-known'],
  ['src/lib/b.ts', './b', 'no-cycle'],
  ['src/sectors/health/a.ts', '../police/ok', 'sectors-keep-apart'],
  ['src/policy/b.ts', 'graphql', 'policy-is-pure'],
  ['src/policy/c.ts', 'typeorm', 'policy-is-pure'],
  ['src/policy/d.ts', 'pg', 'policy-is-pure'],
  ['src/db/b.ts', '@apollo/server', 'apollo-in-server'],
  ['src/graphql/d.ts', '@apollo/server', 'apollo-types-in-graphql'],
  ['src/server/e.ts', '../../tests/ok', 'not-from-tests'],
  ['migrations/1-a.ts', '../src/lib/ok', 'migrations-stand-alone'],
  ['src/server/f.ts', 'supertest', 'ships-with-its-packages'],
  ['src/server/g.ts', 'no-such-package', 'packages-are-declared'],
];

/** What must stay possible, as whole texts: a table that forbids everything would pass the tests above. */
const SOUND: readonly (readonly [file: string, text: string])[] = [
  [
    'src/policy/sound.ts',
    "import { parse } from 'yaml';\nimport { ok } from '../lib/ok';\nexport { parse, ok };\n",
  ],
  ['src/identity/sound.ts', "export { jwtVerify } from 'jose';\n"],
  ['src/graphql/enforce.ts', "export { shield } from 'graphql-shield';\n"],
  ['src/graphql/sound.ts', "export type { ApolloServer } from '@apollo/server';\n"],
  [
    'src/server/sound.ts',
    "export { ApolloServer } from '@apollo/server';\nexport { ok } from '../sectors/police/ok';\n",
  ],
  ['src/sectors/index.ts', "export { ok } from './police/ok';\n"],
  ['src/commands/sound.ts', "export { ok } from '../demo/ok';\n"],
  ['migrations/2-sound.ts', "export type { MigrationInterface } from 'typeorm';\n"],
  ['tests/sound.ts', "export { default } from 'supertest';\nexport { ok } from '../src/lib/ok';\n"],
];

/** `src/spona.ts` stands on top: no import of it downwards can be wrong. */
const NEVER_BROKEN = new Set(['layer-spona']);

describe('each rule objects to what it forbids', () => {
  let root: string;
  let violations: string[];
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'spona-layers-'));
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(packageRoot, file), join(root, file));
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
    for (const [file, imports] of BROKEN) {
      if (imports.startsWith('.')) write(join(dirname(file), `${imports}.ts`), 'export const ok = 1;\n');
    }
    for (const [file, imports] of BROKEN) write(file, `import * as it from '${imports}';\nexport { it };\n`);
    for (const [file, text] of SOUND) write(file, text);
    violations = cruise(root);
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(BROKEN)('%s importing %s breaks %s', (file, _imports, rule) => {
    expect(violations.filter((violation) => violation.startsWith(`${rule}: ${file} `))).not.toEqual([]);
  });

  test('every rule is tried here', () => {
    const tried = new Set(BROKEN.map(([, , rule]) => rule));
    expect(
      rules.map(({ name }) => name).filter((name) => !tried.has(name) && !NEVER_BROKEN.has(name)),
    ).toEqual([]);
  });

  test.each(SOUND)('%s is sound: %j', (file) => {
    expect(violations.filter((violation) => violation.includes(`: ${file} `))).toEqual([]);
  });
});
