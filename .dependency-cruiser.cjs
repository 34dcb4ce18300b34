// The architecture of src/ as one table: folder → the folders that it may import (values and types alike).
// ARCHITECTURE.md explains it; `npm run check:layers` enforces it.
const base = ['errors', 'types', 'util'];
const layers = {
  util: [],
  types: [],
  errors: ['types', 'util'],
  metadata: [...base],
  decorators: ['metadata', ...base],
  mapping: ['metadata', ...base],
  hydration: ['metadata', ...base],
  query: ['metadata', ...base],
  request: ['query', 'hydration', 'metadata', ...base],
  response: ['query', 'hydration', 'metadata', ...base],
  connection: [...base],
  repository: ['request', 'response', 'query', 'hydration', 'connection', 'metadata', ...base],
  lifecycle: ['mapping', 'connection', 'metadata', ...base],
};
// Subpath entries and commands: users of the public API. What else each may import, and why, is in ARCHITECTURE.md.
const entries = {
  testing: ['^src/errors/'],
  nest: ['^src/errors/', '^src/util/'],
  cli: ['^src/testing/index\\.ts$'],
};

const inside = (names) => `^src/(${names.join('|')})/`;
const error = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([folder, may]) =>
      error(
        `layer:${folder}`,
        { path: inside([folder]) },
        { path: '^src/', pathNot: inside([folder, ...may]) },
      ),
    ),
    ...Object.entries(entries).map(([folder, may]) =>
      error(
        `entry:${folder}`,
        { path: inside([folder]) },
        { path: '^src/', pathNot: [inside([folder]), '^src/index\\.ts$', ...may] },
      ),
    ),
    error(
      'known-folder',
      { path: '^src/[^/]+/', pathNot: inside([...Object.keys(layers), ...Object.keys(entries)]) },
      {},
    ),
    error('no-cycle', {}, { circular: true }),
    error(
      'client-only-in-connection',
      { path: '^src/', pathNot: inside(['connection']) },
      { path: 'node_modules/@elastic/', dependencyTypesNot: ['type-only'] },
    ),
    error(
      'no-io-in-core',
      { path: '^src/', pathNot: inside(['connection', ...Object.keys(entries)]) },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(async_hooks|diagnostics_channel)$' },
    ),
    error(
      'declared-dependency',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer'] },
    ),
    error('resolvable', {}, { couldNotResolve: true }),
    error('no-orphan', { orphan: true, pathNot: '(^|/)(index|cli/[^/]+)\\.ts$' }, {}),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
