// `@CreatedAt`, `@UpdatedAt`, `@DeletedAt` and `@Discriminator`: fields that the library fills.
import type { Role } from '../metadata/raw-records.js';
import { createFieldDecorator } from './field-decorator.js';
import type { FieldDecorator } from './field-decorator.js';
import type { FieldOptions } from './field-options.js';
import { createRoleDecorator } from './role-decorator.js';

// One decorator that makes a property a field and gives it a role.
function fieldWithRole<TValue>(
  decorator: string,
  role: Role,
  type: 'date' | 'keyword',
  options: object = {},
): FieldDecorator<TValue> {
  const field = createFieldDecorator<TValue>({ decorator, type, options: { ...options } }) as Decorate;
  const withRole = createRoleDecorator<TValue>(decorator, role) as Decorate;
  const both: Decorate = (...place) => {
    field(...place);
    withRole(...place);
  };
  return both;
}

type Decorate = (...place: readonly unknown[]) => void;

type DateOptions = FieldOptions<'date'>;

/**
 * A date field that `save` fills when a document is new and has no value there.
 *
 * @example
 * ```ts
 * @CreatedAt() createdAt?: Date;
 * ```
 */
export function CreatedAt(options: DateOptions = {}): FieldDecorator<Date | null | undefined> {
  return fieldWithRole('CreatedAt', 'createdAt', 'date', options);
}

/**
 * A date field that each `save` and `update` sets to the time of the write. The object has it once the write succeeded.
 *
 * @example
 * ```ts
 * @UpdatedAt() updatedAt?: Date;
 * ```
 */
export function UpdatedAt(options: DateOptions = {}): FieldDecorator<Date | null | undefined> {
  return fieldWithRole('UpdatedAt', 'updatedAt', 'date', options);
}

/**
 * A date field that says when a document was deleted: `softDelete` sets it, `restore` removes it. While it is set, the
 * document is found only with `withDeleted: true`.
 *
 * @example
 * ```ts
 * @DeletedAt() deletedAt?: Date | null;
 * ```
 */
export function DeletedAt(options: DateOptions = {}): FieldDecorator<Date | null | undefined> {
  return fieldWithRole('DeletedAt', 'deletedAt', 'date', options);
}

/**
 * A keyword field that says of which class a document is, where several classes share an index. `save` fills it, searches
 * filter by it, and what is read becomes an instance of the class that it names.
 *
 * @example
 * ```ts
 * abstract class Medium {
 *   @Discriminator() kind!: string;
 *   @Text() title!: string;
 * }
 * @Document({ index: 'media', discriminator: 'film' })
 * class Film extends Medium {
 *   @Integer() minutes?: number;
 * }
 * @Document({ index: 'media', discriminator: 'song' })
 * class Song extends Medium {}
 * ```
 * Register `Medium` too, with `@Document('media')`, for a repository of all kinds.
 *
 * @throws MetadataError METADATA_DISCRIMINATOR from `DataSource.initialize()` when a class has no value.
 */
export function Discriminator(options: FieldOptions<'keyword'> = {}): FieldDecorator<string | undefined> {
  return fieldWithRole('Discriminator', 'discriminator', 'keyword', options);
}
