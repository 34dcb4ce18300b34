// The operations of a bulk request, as texts and as the JSON of their lines.
import { parseExact, stringifyExact } from '../../src/util/exact-json.js';

/** Actions and sources, one after another → one text for each operation. */
export function toOperations(lines: readonly object[]): string[] {
  const operations: string[] = [];
  for (let place = 0; place < lines.length; place++) {
    const action = stringifyExact(lines[place]);
    const isDelete = 'delete' in (lines[place] as object);
    operations.push(isDelete ? action : `${action}\n${stringifyExact(lines[++place])}`);
  }
  return operations;
}

/** The actions and sources of a bulk request. */
export function toLines({ params }: { readonly params: object }): unknown[] {
  const { operations } = params as { readonly operations: readonly string[] };
  return operations.flatMap((text) =>
    text.split('\n').map((line) => parseExact(line) ?? (JSON.parse(line) as unknown)),
  );
}
