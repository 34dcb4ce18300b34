// `@Id`: the property that holds the document's `_id`.
import type { FieldDecorator } from './field-decorator.js';
import { createRoleDecorator } from './role-decorator.js';

/**
 * The property that holds the document's `_id`. It is kept out of `_source`; `save` fills it when it is undefined.
 *
 * @example
 * ```ts
 * @Id() id?: string;
 * ```
 * @throws MetadataError METADATA_TWO_IDS from `DataSource.initialize()` when a class has two.
 */
export function Id(): FieldDecorator<string | undefined> {
  return createRoleDecorator('Id', 'id');
}
