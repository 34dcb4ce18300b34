// A request as fault server and cutting proxy see it, and rules that pick requests.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** A request that has arrived. */
export interface FaultRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Unzipped. */
  readonly body: string;
}

/** A request, when it came, and what became of it. */
export interface Delivery extends FaultRequest {
  /** Milliseconds since the server was started. */
  readonly receivedAt: number;
  /** Whether it was done: it reached the store (or the server), which did not refuse it. */
  readonly applied: boolean;
  /** The status that was sent; undefined when none was. */
  readonly status: number | undefined;
  /** The fault that met it. */
  readonly fault: string | undefined;
}

/** Text that `METHOD /path` contains, a pattern for it, or a function; none matches everything. */
export type RequestMatch = string | RegExp | ((request: FaultRequest) => boolean);

/** Which requests a fault meets. */
export interface FaultRule {
  /** @defaultValue every request */
  readonly match?: RequestMatch | undefined;
  /** How often; Infinity is allowed. @defaultValue 1 */
  readonly times?: number | undefined;
  /** How many matching requests it lets go by first. @defaultValue 0 */
  readonly skip?: number | undefined;
}

/** A fault that was set. */
export interface FaultHandle {
  /** How many requests it has met. */
  readonly hits: number;
  /** Takes it back. */
  remove(): void;
}

export function matches(match: RequestMatch | undefined, request: FaultRequest): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  const line = `${request.method} ${request.path}`;
  return typeof match === 'string' ? line.includes(match) : line.search(match) !== -1;
}

interface Entry<TRule> {
  readonly rule: TRule;
  readonly remove: () => void;
  skip: number;
  left: number;
  hits: number;
}

/** Faults in the order in which they were set: the first that matches a request meets it. */
export class FaultList<TRule extends FaultRule> {
  readonly #entries: Entry<TRule>[] = [];

  add(rule: TRule): FaultHandle {
    const remove = (): void => {
      const place = this.#entries.indexOf(entry);
      if (place !== -1) this.#entries.splice(place, 1);
    };
    const entry: Entry<TRule> = { rule, remove, skip: rule.skip ?? 0, left: rule.times ?? 1, hits: 0 };
    this.#entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove,
    };
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** The rule that would meet this request. */
  peek(request: FaultRequest): TRule | undefined {
    return this.#entries.find((entry) => entry.skip <= 0 && matches(entry.rule.match, request))?.rule;
  }

  /** The rule that meets this request, counted. */
  take(request: FaultRequest): TRule | undefined {
    for (const entry of this.#entries) {
      if (!matches(entry.rule.match, request)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      entry.hits += 1;
      if (entry.left <= 0) entry.remove();
      return entry.rule;
    }
    return undefined;
  }
}

/** The request without its body, as its headers tell it. */
export function toFaultRequest(incoming: IncomingMessage): FaultRequest {
  const [path = '', query] = (incoming.url ?? '/').split('?', 2);
  return {
    method: incoming.method ?? '',
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: incoming.headers,
    body: '',
  };
}

/** All bytes of a message; undefined when it broke off. */
export function readBytes(incoming: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', () => resolve(undefined));
    incoming.on('close', () => resolve(undefined));
  });
}

/** A body as text, unzipped when its headers say that it is zipped. */
export function toText(bytes: Buffer, headers: IncomingHttpHeaders): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}
