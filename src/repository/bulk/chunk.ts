// The operations of one bulk request.
import type { BulkItem } from './bulk-item.js';

/** One request, as it is filled. */
export class Chunk {
  readonly items: BulkItem[];
  bytes: number;

  constructor(item: BulkItem, bytes: number) {
    this.items = [item];
    this.bytes = bytes;
  }

  add(item: BulkItem, bytes: number): void {
    this.items.push(item);
    this.bytes += bytes;
  }
}

/** The same operations in two requests. */
export function halve({ items }: Chunk): readonly Chunk[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].map((half) => {
    const [first, ...others] = half as [BulkItem, ...BulkItem[]];
    const chunk = new Chunk(first, sizeOf(first));
    for (const item of others) chunk.add(item, sizeOf(item));
    return chunk;
  });
}

/** How many bytes an operation adds to a request. */
export function sizeOf({ text }: BulkItem): number {
  return Buffer.byteLength(text) + 1;
}
