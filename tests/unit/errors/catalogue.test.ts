// The catalogue, the code that throws from it, and the page that explains it: none says more than another.
import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as elastodm from 'elastodm';
import { catalogue } from '../../../src/errors/catalogue.js';
import type { ErrorCode } from '../../../src/errors/catalogue.js';
import { failure } from '../../../src/errors/failure.js';
import { errorExamples } from '../../support/error-examples.js';

const root = join(__dirname, '../../..');
const codes = Object.keys(catalogue) as ErrorCode[];
const page = readFileSync(join(root, 'docs/reference/errors.md'), 'utf8');

const example = (code: ErrorCode): elastodm.ElastodmError => failure(code, errorExamples[code]);
// These carry what was done beside, so they have constructors of their own.
const ownClasses: Partial<Record<ErrorCode, string>> = {
  BULK_FAILED: 'BulkError',
  MULTI_SEARCH_FAILED: 'MultiSearchError',
};
const classOf = (code: ErrorCode): string => ownClasses[code] ?? example(code).name;

/** Code → class and text, as the page groups them: a heading for each class, below it one for each of its codes. */
function documented(): Map<string, { readonly errorClass: string; readonly text: string }> {
  const found = new Map<string, { readonly errorClass: string; readonly text: string }>();
  let errorClass = '';
  for (const section of page.split(/^(?=##+ )/m).slice(1)) {
    const [, level, heading = ''] = /^(#+) (.+)$/m.exec(section) ?? [];
    if (level === '##') errorClass = heading;
    else found.set(heading, { errorClass, text: section });
  }
  return found;
}

describe('the page docs/reference/errors.md', () => {
  test('has a section for each code, and no other', () => {
    expect([...documented().keys()].sort()).toEqual([...codes].sort());
  });

  test.each(codes)('says of %s by which class it is thrown, and shows its message', (code) => {
    const section = documented().get(code);
    expect(section?.errorClass).toBe(classOf(code));
    expect(section?.text).toContain(`\`\`\`text\n${example(code).message}\n\`\`\``);
  });
});

describe('the catalogue', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== join('errors', 'catalogue.ts'))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
    .join('\n');

  test('has each code that is thrown', () => {
    const used = [...sources.matchAll(/failure\(\s*'([A-Z_]+)'/g)].map(([, code]) => code!);
    expect(used.length).toBeGreaterThan(40);
    expect(used.filter((code) => !(code in catalogue))).toEqual([]);
  });

  test('has no code that is never thrown', () => {
    const thrown = new RegExp(
      `(?:failure|super)\\(\\s*[^;]*?'(${codes.join('|')})'|code = .*'(${codes.join('|')})'`,
      'g',
    );
    const used = new Set(
      [...sources.matchAll(thrown)].flatMap(([text]) => codes.filter((code) => text.includes(`'${code}'`))),
    );
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });

  test.each(codes)('%s: a fact and a remedy, each a sentence, and the code', (code) => {
    const { message, remedy } = example(code);
    expect(message).toMatch(/^(?:new )?['@A-Z0-9]/);
    expect(remedy).toMatch(/^[A-Z].*[.?`]$/);
    expect(message.endsWith(`${remedy} [${code}]`)).toBe(true);
    expect(message).not.toMatch(/\[object|\.\.(?!\.)/);
  });

  test.each(codes)('%s is thrown as a class that users can catch', (code) => {
    const error = example(code);
    expect(error).toBeInstanceOf(elastodm.ElastodmError);
    expect(error.code).toBe(code);
    expect(error.details).toEqual(errorExamples[code]);
    expect(Object.isFrozen(error.details)).toBe(true);
    expect(classOf(code) in elastodm).toBe(true);
  });
});

describe('instanceof', () => {
  const error = example('DOCUMENT_NOT_FOUND');

  test('holds for the class and for the base class, and for no other', () => {
    expect(error).toBeInstanceOf(elastodm.DocumentNotFoundError);
    expect(error).toBeInstanceOf(elastodm.ElastodmError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(elastodm.DocumentError);
    expect(new Error('x')).not.toBeInstanceOf(elastodm.ElastodmError);
    expect({}).not.toBeInstanceOf(elastodm.ElastodmError);
    expect(null).not.toBeInstanceOf(elastodm.ElastodmError);
  });

  test('of a class that a user derived is by identity', () => {
    class Mine extends elastodm.DocumentNotFoundError {}
    expect(error).not.toBeInstanceOf(Mine);
    expect(new Mine('DOCUMENT_NOT_FOUND', errorExamples.DOCUMENT_NOT_FOUND)).toBeInstanceOf(Mine);
  });
});

test.each([
  ['search', false],
  ['openPointInTime', false],
  ['indices.get', false],
  ['bulk', true],
  ['deleteByQuery', true],
  ['indices.putMapping', true],
])('an abort of %s warns of a write that may have been applied: %s', (api, isWrite) => {
  const { remedy } = failure('REQUEST_ABORTED', { alias: 'default', api });
  expect(remedy).toBe(
    isWrite
      ? 'Nothing needs mending, if that was meant; a write that was under way may have been applied.'
      : 'Nothing needs mending, if that was meant.',
  );
});

test('an error prints as JSON with its code, details and remedy', () => {
  expect(JSON.parse(JSON.stringify(example('DOCUMENT_NOT_FOUND')))).toEqual({
    code: 'DOCUMENT_NOT_FOUND',
    details: { className: 'Film', id: 'tt0078748', index: 'films' },
    remedy: 'Use getOrNull(id) where a missing document is no error.',
  });
});

test('the stack of an error starts where it was found', () => {
  function here(): Error {
    return failure('METADATA_NO_FIELDS', { className: 'A' });
  }
  expect(here().stack?.split('\n')[1]).toContain('here');
});
