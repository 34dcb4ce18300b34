// The package as users get it: packed, installed into an empty folder, used from TypeScript, by import and by require.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const fixtures = join(__dirname, 'fixtures');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

const nest11 = (
  JSON.parse(readFileSync(join(root, 'tests', 'nest-11', 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  }
).dependencies;
const nestPackages = ['@nestjs/common', '@nestjs/core'];

let folder: string;
let folder11: string;

function run(command: string, args: readonly string[], cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  return stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-package-'));
  // As `npm test` has built it: a build in between would take it away from tests that run beside.
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  ) as [{ filename: string }];
  const common = ['@elastic/elasticsearch', '@types/node', 'rxjs', 'reflect-metadata'];
  const install = (into: string, packages: readonly string[]): void => {
    writeFileSync(join(into, 'package.json'), JSON.stringify({ name: 'user', private: true }));
    const tarball = join(folder, packed.filename);
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...packages], into);
    cpSync(fixtures, into, { recursive: true });
  };
  const ours = (names: readonly string[]): readonly string[] =>
    names.map((name) => `${name}@${manifest.devDependencies[name] ?? '*'}`);
  install(folder, ours([...common, ...nestPackages]));
  folder11 = mkdtempSync(join(tmpdir(), 'elastodm-package-'));
  install(folder11, [...ours(common), ...nestPackages.map((name) => `${name}@${nest11[name] ?? ''}`)]);
}, 240_000);

afterAll(() => {
  for (const made of [folder, folder11]) rmSync(made, { recursive: true, force: true });
});

describe('the packed package', () => {
  test.each([
    ['NestJS 12', () => folder],
    ['NestJS 11', () => folder11],
  ])(
    'compiles in programs of both module systems, with its types checked too, beside %s',
    (_, folderOf) => {
      const options = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--rootDir', '.'];
      const lib = ['--lib', 'es2023,esnext.disposable,esnext.decorators'];
      const strict = ['--strict', '--declaration', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes'];
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      const programs = ['program.mts', 'program.cts', 'nest.mts', 'nest.cts'];
      const args = [tsc, ...options, ...lib, ...strict, ...programs];
      const { stdout } = spawnSync(process.execPath, args, { cwd: folderOf(), encoding: 'utf8' });
      // The types of the client and of NestJS name optional packages that are not installed.
      expect(
        stdout
          .split('\n')
          .filter((line) => line !== '' && !/^(node_modules\/@(elastic|nestjs)\/| )/.test(line)),
      ).toEqual([]);
    },
    120_000,
  );

  test.each([
    ['NestJS 12, by import', () => folder, 'nest.mjs'],
    ['NestJS 12, by require', () => folder, 'nest.cjs'],
    ['NestJS 11, by import', () => folder11, 'nest.mjs'],
    ['NestJS 11, by require', () => folder11, 'nest.cjs'],
  ])('is a module of %s', (_, folderOf, program) => {
    expect(JSON.parse(run(process.execPath, [program], folderOf()))).toEqual({
      index: 'films',
      ofDataSource: true,
      isRepository: true,
      ofCopy: 'actors',
      closed: true,
    });
  });

  test('works by import, beside its CommonJS copy', () => {
    expect(JSON.parse(run(process.execPath, ['program.mjs']))).toEqual({
      title: 'Alien',
      instance: true,
      error: true,
      errorOfCopy: true,
      sharedConnections: true,
      throughCopy: 'Alien',
      classOfCopy: 'films',
      testing: 'function',
    });
  });

  test('works by require', () => {
    expect(JSON.parse(run(process.execPath, ['program.cjs']))).toEqual({
      index: 'films',
      fields: [{ name: 'genre', type: 'keyword', options: {}, behavior: {} }],
      code: 'DOCUMENT_NOT_REGISTERED',
      testing: 'function',
    });
  });

  test('brings the command line', () => {
    const help = run(process.execPath, [join('node_modules', '.bin', 'elastodm'), 'health', '--help']);
    expect(help).toContain('Usage: elastodm health');
  });

  test('brings the command that starts a cluster', () => {
    const help = run(process.execPath, [join('node_modules', '.bin', 'elastodm-cluster'), '--help']);
    expect(help).toContain('elastodm-cluster');
  });

  test('has no `any` in its types', () => {
    const types = join(folder, 'node_modules', 'elastodm', 'dist', 'esm');
    const found = readdirSync(types, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.d.ts'))
      .flatMap((file) => {
        const code = readFileSync(join(types, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
        return /\bany\b/.test(code) ? [file] : [];
      });
    expect(found).toEqual([]);
  });

  test('holds no sources, no tests, and nothing of this machine', () => {
    const files = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], root);
    const paths = (JSON.parse(files) as [{ files: { path: string }[] }])[0].files.map(({ path }) => path);
    expect(
      paths.filter(
        (path) => !/^(dist\/(esm|cjs)\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path),
      ),
    ).toEqual([]);
  });
});
