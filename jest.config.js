// Each project is one kind of test. `npm test` runs all; `npx jest --selectProjects unit` runs one.
const sources = {
  // Sources import './x.js', as ES modules do; the file is './x.ts'.
  '^(\\.{1,2}/.*)\\.js$': '$1',
  '^elastodm$': '<rootDir>/src/index.ts',
  '^elastodm/nest$': '<rootDir>/src/nest/index.ts',
  '^elastodm/testing$': '<rootDir>/src/testing/index.ts',
};

/** Types are checked by `npm run check`, once; here they are only removed. */
function project(
  displayName,
  testMatch,
  { tsconfig = 'tests/tsconfig.standard.json', moduleNameMapper = {}, ...rest } = {},
) {
  return {
    displayName,
    rootDir: '.',
    testMatch: testMatch.map((pattern) => `<rootDir>/tests/${pattern}`),
    testEnvironment: 'node',
    setupFilesAfterEnv: ['<rootDir>/tests/support/no-stray-console.ts'],
    transform: {
      '^.+\\.ts$': ['ts-jest', { tsconfig, transpilation: true }],
      'node_modules/@nestjs/.+\\.js$': '<rootDir>/tests/support/esm-package.js',
    },
    moduleNameMapper: { ...sources, ...moduleNameMapper },
    modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
    ...rest,
  };
}

const server9 = { globalSetup: '<rootDir>/tests/support/start-server-9.js', globals: { testServer: '9' } };
const server8 = { globalSetup: '<rootDir>/tests/support/start-server-8.js', globals: { testServer: '8' } };
const legacy = { tsconfig: 'tests/tsconfig.legacy.json' };

// NestJS 12 is made of ES modules; 11 is not.
const nest = {
  tsconfig: 'tests/nest/tsconfig.json',
  transformIgnorePatterns: ['node_modules/(?!@nestjs/)'],
};

export default {
  // Two workers on two cores; the server is a third process.
  maxWorkers: 2,
  testTimeout: 60_000,
  globalTeardown: '<rootDir>/tests/support/stop-servers.js',
  projects: [
    project('unit', ['unit/**/!(*.legacy).test.ts']),
    project(
      'unit:legacy-decorators',
      ['unit/{decorators,metadata,hydration,mapping}/**/!(*.standard).test.ts'],
      legacy,
    ),
    project('types', ['types/**/*.test.ts']),
    project('package', ['package/**/*.test.ts']),
    project('testing', ['integration/testing/**/*.test.ts']),
    project('integration', ['integration/!(testing)/**/*.test.ts', 'regression/**/*.test.ts'], server9),
    project('nest', ['nest/**/*.test.ts'], { ...server9, ...nest }),
    project('nest-11', ['nest/**/*.test.ts'], {
      ...server9,
      ...nest,
      moduleNameMapper: { '^@nestjs/(.*)$': '<rootDir>/tests/nest-11/node_modules/@nestjs/$1' },
    }),
    project('docs', ['docs/**/*.test.ts', 'samples/**/*.test.ts'], server9),
    // A server that was given is of one version: the client of the other major is not tried on it.
    ...(process.env.ELASTICSEARCH_URL === undefined
      ? [
          project('integration:client-8', ['integration/!(testing)/**/*.test.ts'], {
            ...server8,
            moduleNameMapper: { '^@elastic/elasticsearch$': 'elasticsearch-8' },
          }),
        ]
      : []),
  ],
};
