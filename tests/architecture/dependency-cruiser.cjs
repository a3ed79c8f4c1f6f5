// Who may import whom. The tables say it; the rules below are made of them. Held by layers.test.ts.
'use strict';

/** From the ground up: a room imports itself and the rooms above it in this list, unless it stands in CLOSED or ALONE. */
const ROOMS = [
  'lib',
  'errors',
  'config',
  'policy',
  'identity',
  'db',
  'audit',
  'graphql',
  'registry',
  'casework',
  'sectors',
  'exchange',
  'clocks',
  'insight',
  'gateway',
  'demo',
  'server',
  'main.ts',
  'commands',
  'spona.ts',
];

/** Rooms that may import less than the order allows: the whole list of what they may. */
const CLOSED = {
  lib: [],
  errors: [],
  // A decision is a pure function of facts: it knows neither GraphQL nor the database, and not even the configuration.
  policy: ['lib', 'errors'],
  // Three siblings upon the sectors; what two of them need belongs lower.
  clocks: ROOMS.slice(0, ROOMS.indexOf('exchange')),
  insight: ROOMS.slice(0, ROOMS.indexOf('exchange')),
  // The invented region is data for the model, not a part of the hub.
  demo: ['lib', 'errors', 'config', 'policy', 'identity', 'db', 'registry', 'casework', 'sectors'],
  // Production must not even be able to load it: only the two at the top may ask for the demo region.
  server: ROOMS.slice(0, ROOMS.indexOf('demo')),
};

/** Rooms outside the order: no other room imports them, and they import no other room. */
const ALONE = {
  console: 'it is built for the browser, by another compiler',
};

/** Packages that only one place may import, so that there is one place to review. */
const ONE_IMPORTER = {
  jose: 'src/identity/',
  'oidc-provider': 'src/identity/',
  'graphql-shield': 'src/graphql/enforce.ts',
  'graphql-middleware': 'src/graphql/enforce.ts',
};

const escape = (text) => text.replaceAll('.', '\\.');
const room = (name) => `^src/${name.endsWith('.ts') ? `${escape(name)}$` : `${name}/`}`;
/** A package, installed or not: a rule must not fall asleep because the package is missing. */
const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/|^(${names.join('|')})($|/)`;
const allowed = (name) => [name, ...(CLOSED[name] ?? ROOMS.slice(0, ROOMS.indexOf(name)))];

/** A file of the project that does not exist: the compiler's to report. */
const MISSING = '^\\.{1,2}/(?!.*node_modules/)';

const layers = ROOMS.map((name) => ({
  name: `layer-${name.replace('.ts', '')}`,
  comment: `src/${name} may import only: ${allowed(name).join(', ')}.`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^src/', pathNot: allowed(name).map(room) },
}));

const alone = Object.entries(ALONE).flatMap(([name, why]) => [
  {
    name: `${name}-imports-no-room`,
    comment: `src/${name} imports no other room: ${why}.`,
    severity: 'error',
    from: { path: room(name) },
    to: { path: '^src/', pathNot: room(name) },
  },
  {
    name: `nobody-imports-${name}`,
    comment: `No room imports src/${name}: ${why}.`,
    severity: 'error',
    from: { path: '^src/', pathNot: room(name) },
    to: { path: room(name) },
  },
]);

const importers = Object.entries(ONE_IMPORTER).map(([name, place]) => ({
  name: `one-importer-of-${name}`,
  comment: `Only ${place} imports ${name}.`,
  severity: 'error',
  from: { path: '^(src|migrations)/', pathNot: `^${escape(place)}` },
  to: { path: packages(name) },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...alone,
    ...importers,
    {
      name: 'room-is-known',
      comment: 'A new room takes its place in the order first: add it to ROOMS.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [...ROOMS, ...Object.keys(ALONE)].map(room) },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'sectors-keep-apart',
      comment: 'A sector never imports another: what they share belongs to casework or below.',
      severity: 'error',
      from: { path: '^src/sectors/([^/]+)/' },
      to: { path: '^src/sectors/[^/]+/', pathNot: '^src/sectors/$1/' },
    },
    {
      name: 'policy-is-pure',
      comment:
        'The decision reads YAML and checks it against a JSON Schema; every other package stays outside.',
      severity: 'error',
      from: { path: room('policy') },
      to: {
        dependencyTypesNot: ['core', 'local'],
        path: '.',
        pathNot: ['^src/', MISSING, packages('yaml', 'ajv')],
      },
    },
    {
      name: 'apollo-in-server',
      comment: 'Apollo carries HTTP: src/server runs it, and src/graphql may know its types.',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('server'), room('graphql')] },
      to: { path: packages('@apollo/[^/]+', '@as-integrations/[^/]+') },
    },
    {
      name: 'apollo-types-in-graphql',
      comment: 'src/graphql knows only the types of Apollo.',
      severity: 'error',
      from: { path: room('graphql') },
      to: {
        path: packages('@apollo/[^/]+', '@as-integrations/[^/]+'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'not-from-tests',
      comment: 'What ships never imports a test.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'migrations-stand-alone',
      comment:
        'A migration must do the same in ten years: it imports nothing of the project, and TypeORM alone.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '.', pathNot: packages('typeorm') },
    },
    {
      name: 'ships-with-its-packages',
      comment: 'The image installs without development packages; only the console is bundled beforehand.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: room('console') },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'packages-are-declared',
      comment: 'Import only what package.json names.',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: MISSING },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    // src/cli starts the build's output and knows nothing else.
    exclude: { path: '^(dist|coverage|\\.data|src/cli)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // A type that is imported is an import: layers are about knowledge, not about what survives compilation.
    tsPreCompilationDeps: true,
  },
};
