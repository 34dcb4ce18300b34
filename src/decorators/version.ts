// `@Version` and `@Routing`: properties for what Elasticsearch keeps beside the source.
import type { FieldDecorator } from './field-decorator.js';
import { createRoleDecorator } from './role-decorator.js';

/** Who counts a document's versions. */
export interface VersionOptions {
  /**
   * `'internal'`: Elasticsearch counts, and the property shows it (the default). `'external'`: the property is your own
   * number, which a write must raise; `'external_gte'`: which it must not lower.
   */
  readonly type?: 'internal' | 'external' | 'external_gte';
}

/**
 * The property that holds the document's `_version`. It is kept out of `_source`.
 *
 * With `type: 'external'`, a write is refused unless the property is greater than what is stored: for documents that
 * another system counts. Such a write is checked by this version alone, not by sequence number.
 *
 * Sends: `PUT /films/_doc/{id}?version=7&version_type=external`.
 *
 * @example
 * ```ts
 * @Version() version?: number;
 * @Version({ type: 'external' }) revision!: number;
 * ```
 * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-index
 */
export function Version(options: VersionOptions = {}): FieldDecorator<number | undefined> {
  return createRoleDecorator('Version', 'version', { ...options });
}

/**
 * The property that routes the document to its shard. With a field decorator beside it, it is a field too; alone, it is
 * kept out of `_source`, and read from the document's `_routing`.
 *
 * `save`, `update` and `delete` of a document send it; for an id, pass `{ routing }`.
 *
 * @example
 * ```ts
 * @Routing() @Keyword() tenant!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/mapping-routing-field
 */
export function Routing(): FieldDecorator<string | number | boolean | null | undefined> {
  return createRoleDecorator('Routing', 'routing');
}
