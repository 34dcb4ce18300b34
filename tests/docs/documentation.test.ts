// Every TypeScript block of README.md and docs/ compiles, and runs against the test server. The blocks of one page are
// one program, in their order. A block marked `ts no-run` is compiled only. A page with the comment `decorators: legacy`
// is compiled as applications with legacy decorators are, by tsc to JavaScript, on the built package.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Client } from '@elastic/elasticsearch';
import { root, runNode } from '../support/run-node.js';
import { serverOptions, uniqueIndex } from '../support/server.js';

// Inside the repository, so that the programs find its packages; ignored by git.
const folder = join(root, 'tests', 'generated');

interface Page {
  readonly file: string;
  readonly program: string;
  readonly runs: boolean;
  readonly isLegacy: boolean;
}

const indices: string[] = [];

// The server may be somebody's: the pages' index names are replaced by ones of this run.
function withOwnIndices(code: string): string {
  // A name stands for the same index throughout a page.
  const names = new Map<string, string>();
  const makers = /((?:@Document|defineDocument)(?:<\w+>)?\((?:\{ index: )?)'([^']+)'/g;
  return code.replace(makers, (_, maker: string, index: string) => {
    const own = names.get(index) ?? uniqueIndex(index);
    names.set(index, own);
    indices.push(own);
    return `${maker}'${own}'`;
  });
}

function pages(): readonly Page[] {
  const files = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  return ['README.md', ...files.map((file) => join('docs', file)).sort()].flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const blocks = [...text.matchAll(/^```ts( no-run)?\n(.*?)^```$/gms)];
    if (blocks.length === 0) return [];
    const program = `${withOwnIndices(blocks.map(([, , code]) => code).join('\n'))}\nexport {};\n`;
    const runs = blocks.some(([, noRun]) => noRun === undefined);
    return [{ file, program, runs, isLegacy: text.includes('<!-- decorators: legacy -->') }];
  });
}

const allPages = pages();
const nameOf = (file: string): string => file.replaceAll(/[^\w]+/g, '-');
const legacyFolder = join(folder, 'legacy');
const programOf = ({ file, isLegacy }: Page): string =>
  join(isLegacy ? legacyFolder : folder, `${nameOf(file)}.ts`);
const commandOf = (page: Page): readonly string[] =>
  page.isLegacy
    ? [join(legacyFolder, 'out', `${nameOf(page.file)}.js`)]
    : ['--import', 'tsx', programOf(page)];

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(legacyFolder, { recursive: true });
  for (const page of allPages) writeFileSync(programOf(page), page.program);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { rootDir: '../..' },
      include: ['.'],
      exclude: ['legacy'],
    }),
  );
  writeFileSync(
    join(legacyFolder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.json',
      compilerOptions: {
        rootDir: '.',
        outDir: 'out',
        noEmit: false,
        paths: {},
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
      include: ['.'],
      exclude: [],
    }),
  );
});

afterAll(async () => {
  const client = new Client({ nodes: String(serverOptions().hosts).split(',') });
  await client.indices.delete({ index: indices, ignore_unavailable: true });
  await client.close();
});

test('the README has examples', () => {
  expect(allPages[0]?.file).toBe('README.md');
  expect(allPages[0]?.program.length).toBeGreaterThan(1000);
});

test.each([
  ['with standard decorators', folder],
  ['with legacy ones', legacyFolder],
])(
  'all examples compile, %s',
  (_, project) => {
    const { status, output } = runNode([join('node_modules', 'typescript', 'bin', 'tsc'), '-p', project]);
    expect(output).toBe('');
    expect(status).toBe(0);
  },
  120_000,
);

describe('each page runs', () => {
  test.each(allPages.filter(({ runs }) => runs).map((page) => [page.file, page] as const))(
    '%s',
    (file, page) => {
      const { status, output } = runNode(commandOf(page));
      expect({ page: basename(file), status, output: status === 0 ? '' : output }).toEqual({
        page: basename(file),
        status: 0,
        output: '',
      });
    },
    120_000,
  );
});
