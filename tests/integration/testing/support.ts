// What the tests of elastodm/testing share: requests, and a look at the processes of this machine.
import { execFileSync } from 'node:child_process';
import { request as requestHttps } from 'node:https';
import type { ClusterOptions } from '../../../src/testing/index.js';

/** Options for a cluster of our own, also where ELASTICSEARCH_URL names another. */
export function own(options: ClusterOptions): ClusterOptions {
  return { log: false, ...options, settings: { 'node.attr.owner': 'test', ...options.settings } };
}

export async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return response.json();
}

export async function sendJson(method: string, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(30_000),
  });
  return response.json();
}

/** Whether the server answers at all, within a second. */
export async function isAnswering(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}

/** The command lines of all running processes that mention the text; zombies do not count. */
export function processesWith(text: string): readonly string[] {
  return execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text) && !line.startsWith('Z'));
}

export async function until(condition: () => boolean | Promise<boolean>, limit: number): Promise<boolean> {
  const deadline = Date.now() + limit;
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

export interface TlsRequest {
  readonly ca: string;
  readonly authorization?: string;
  /** Milliseconds without a byte. Default: 15,000. */
  readonly timeout?: number;
  readonly cert?: string;
  readonly key?: string;
}

/** Sends a GET request over TLS, checked against the authority. */
export function getSecure(url: string, options: TlsRequest): Promise<{ status: number; body: unknown }> {
  const { authorization, timeout = 15_000, ...tls } = options;
  return new Promise((resolve, reject) => {
    const request = requestHttps(
      url,
      {
        ...tls,
        agent: false,
        timeout,
        headers: authorization === undefined ? {} : { authorization },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end();
  });
}

export function basic(username = '', password = ''): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
