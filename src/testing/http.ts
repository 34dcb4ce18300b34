// One small HTTP request with Node's own client: no client package is needed to know whether a node is up.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** How to reach a node. */
export interface Access {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Value of the authorization header, in place of a user and a password. */
  readonly authorization?: string | undefined;
  /** Certificate authority in PEM. */
  readonly ca?: string | undefined;
}

export interface Answer {
  readonly status: number;
  /** The parsed JSON; undefined when the body is none. */
  readonly body: unknown;
}

/** Sends a GET request; rejects when no answer came within `timeout` milliseconds. */
export function getJson(url: string, access: Access, timeout: number): Promise<Answer> {
  const authorization = toAuthorization(access);
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const request = send(
      url,
      {
        agent: false,
        headers: authorization === undefined ? {} : { authorization },
        ...(access.ca === undefined ? {} : { ca: access.ca }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) });
        });
      },
    );
    const timer = setTimeout(() => request.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end();
  });
}

function toAuthorization({ authorization, username, password }: Access): string | undefined {
  if (authorization !== undefined) return authorization;
  if (username === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
