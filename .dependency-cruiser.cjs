/**
 * Who may import what: the arrows of docs/ARCHITECTURE.md, as errors. Each rule says why it is there.
 * A test may use any package's test support.
 */
const tests = '\\.(test|engine\\.test)\\.tsx?$|/testing\\.ts$';

/** A package or app, and the packages of ours that it may import. */
const allowed = {
  'packages/contracts': [],
  'packages/catalog': ['contracts'],
  'packages/analyzer': ['contracts', 'catalog'],
  'packages/messages': ['contracts'],
  'packages/db': ['contracts'],
  'packages/jobs': ['contracts'],
  'apps/api': ['contracts', 'catalog', 'analyzer', 'messages', 'db', 'jobs'],
  'apps/worker': ['contracts', 'catalog', 'analyzer', 'messages', 'db', 'jobs'],
  'apps/dashboard': ['contracts'],
  'apps/cli': ['contracts', 'catalog', 'analyzer', 'db', 'jobs'],
};
const packages = ['contracts', 'catalog', 'analyzer', 'messages', 'db', 'jobs'];

const arrows = Object.entries(allowed).map(([unit, may]) => {
  const self = unit.replace('packages/', '');
  const others = packages.filter((name) => !may.includes(name) && name !== self);
  return {
    name: `${unit.replace('/', '-')}-imports`,
    comment: `${unit} may import ${may.join(', ') || 'none of our packages'}: arrows point one way, so that each unit can be understood, tested and replaced alone.`,
    severity: 'error',
    from: { path: `^${unit}/`, pathNot: tests },
    to: { path: `^packages/(${others.join('|')})/` },
  };
});

const only = (name, module, inPath, why) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path: '^(packages|apps)/', pathNot: `${inPath}|${tests}` },
  to: { path: `^node_modules/${module}` },
});

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-app-imports-an-app',
      comment: 'Apps meet over HTTP and the queue; what two of them need belongs in a package.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'api-reads-no-log',
      comment:
        'The API answers; workers read logs. Of the analyzer it uses what decides about stored facts, such as attempts and how a rule would have fired, so that no parser is loaded.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: tests },
      to: { path: '^packages/analyzer/', pathNot: '^packages/analyzer/(src|dist)/(attempts|alerts)/' },
    },
    {
      name: 'pure-units',
      comment:
        'Bytes in, facts out: without files, sockets, clock or environment a unit can be tested as a table and run anywhere. Only computing parts of Node are allowed.',
      severity: 'error',
      from: { path: '^packages/(contracts|catalog|analyzer|messages)/src/', pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib|buffer)$' },
    },
    {
      name: 'contracts-know-zod-alone',
      comment: 'Every process loads the contracts, the browser too.',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: '^node_modules/zod/' },
    },
    only('bullmq-in-jobs', 'bullmq/', '^packages/jobs/', 'The queue can be changed in one package.'),
    only('prisma-in-db', '@prisma/', '^packages/db/', 'Database types stop at the data layer.'),
    only(
      'next-in-dashboard',
      '(next|react|@mantine)/',
      '^apps/dashboard/',
      'The screen is one app among several.',
    ),
    only('nest-in-api', '@nestjs/', '^apps/api/', 'A handler outside HTTP is a function, not a provider.'),
    {
      name: 'source-imports-no-test',
      comment: 'What a test needs must not ship.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: '\\.test\\.tsx?$|/testing\\.ts$' },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves nowhere breaks at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '/\\.next/|/generated/' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: '.dependency-cruiser.resolve.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
