// Goes through a query by the table of kinds, and shows each query and each member to a visitor. Pure.
import { shapeOf } from './query-shapes.js';
import type { FieldShape, Role } from './query-shapes.js';

/** One member of a query, or of what stands under a field of it. */
export interface QueryPart {
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
  readonly path: string;
  /** What the table says it holds; undefined where it knows no such member. */
  readonly role: Role | undefined;
  /** Under which field it stands. */
  readonly field?: string;
}

/** What is told of a query, from the outside to the inside. */
export interface QueryVisitor {
  /** Each value that stands where a query belongs; false passes it by. */
  query?(query: unknown, path: string, depth: number): boolean;
  /** Each kind in a query, before its members; false passes them by. */
  kind?(kind: string, body: unknown, path: string, depth: number): boolean;
  /** Each name of a field in a kind that is written by fields, with all that stands under it; false passes it by. */
  field?(part: QueryPart, shape: FieldShape | Role): boolean;
  /** Each member; false passes by what is inside. */
  member?(part: QueryPart): boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Goes through a query, or a list of them. Depth 1 is the outermost. */
export function walkQuery(query: unknown, visitor: QueryVisitor, path = 'query', depth = 1): void {
  if (Array.isArray(query)) {
    query.forEach((inner, index) => walkOne(inner, visitor, `${path}[${index}]`, depth));
  } else walkOne(query, visitor, path, depth);
}

function walkOne(query: unknown, visitor: QueryVisitor, path: string, depth: number): void {
  if (visitor.query?.(query, path, depth) === false || !isObject(query)) return;
  for (const [kind, body] of Object.entries(query)) {
    const inner = `${path}.${kind}`;
    const shape = visitor.kind?.(kind, body, inner, depth) === false ? undefined : shapeOf(kind);
    if (shape === undefined || !isObject(body)) continue;
    for (const [name, value] of Object.entries(body)) {
      const part = { kind, name, value, path: `${inner}.${name}` };
      const role = roleIn(shape.members, name);
      if (role === undefined && shape.byField !== undefined) walkField(part, shape.byField, visitor);
      else walkMember({ ...part, role }, visitor, depth);
    }
  }
}

function walkField(part: Omit<QueryPart, 'role'>, shape: FieldShape | Role, visitor: QueryVisitor): void {
  const { kind, name: field, value, path } = part;
  const isRole = typeof shape === 'string';
  // A scalar stands for the option that matters.
  const role = isRole ? shape : isObject(value) ? undefined : roleIn(shape.members, shape.value ?? '');
  if (visitor.field?.({ ...part, role, field }, shape) === false) return;
  if (isRole || !isObject(value)) visitor.member?.({ ...part, role, field });
  else {
    for (const [name, inner] of Object.entries(value)) {
      const member = { kind, name, value: inner, path: `${path}.${name}`, field };
      visitor.member?.({ ...member, role: roleIn(shape.members, name) });
    }
  }
}

function walkMember(part: QueryPart, visitor: QueryVisitor, depth: number): void {
  const { role, value, path } = part;
  if (visitor.member?.(part) === false) return;
  if (role === 'query') walkQuery(value, visitor, path, depth + 1);
  if (role === 'functions' && Array.isArray(value)) {
    value.forEach((entry: unknown, index) => {
      if (isObject(entry) && 'filter' in entry) {
        walkQuery(entry['filter'], visitor, `${path}[${index}].filter`, depth + 1);
      }
    });
  }
}

function roleIn(members: Readonly<Record<string, Role>>, name: string): Role | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Whether a value is an object with members: no list, no date. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
