// Downloads over HTTP, given up when nothing arrives for a while.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { get as getHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface DownloadOptions {
  /** Milliseconds without a byte after which the download is given up. */
  readonly patience: number;
  /** Called with the bytes so far and all of them; the latter is undefined when the server does not say. */
  readonly onProgress: (received: number, total: number | undefined) => void;
}

const maxRedirects = 5;
const maxTextLength = 100_000;

/** Writes what the address answers into the file; resolves with its SHA-512 in hexadecimal digits. */
export async function download(url: string, file: string, options: DownloadOptions): Promise<string> {
  const response = await open(url, options.patience, maxRedirects);
  const total = Number(response.headers['content-length']) || undefined;
  const hash = createHash('sha512');
  let received = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      received += chunk.length;
      options.onProgress(received, total);
      done(null, chunk);
    },
  });
  await pipeline(response, meter, createWriteStream(file));
  if (total !== undefined && received !== total)
    throw new Error(`the answer was cut off at ${received} bytes`);
  return hash.digest('hex');
}

/** The text that the address answers. */
export async function downloadText(url: string, patience: number): Promise<string> {
  const response = await open(url, patience, maxRedirects);
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > maxTextLength) throw new Error('the answer is too long');
  }
  return text;
}

function open(url: string, patience: number, redirects: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const address = new URL(url);
    const get = address.protocol === 'https:' ? getHttps : getHttp;
    const request = get(address, { agent: false });
    const giveUp = (): void => {
      request.destroy(new Error(`nothing arrived for ${patience / 1000} s`));
    };
    // From the look-up of the name to the answer; then from chunk to chunk.
    const untilAnswer = setTimeout(giveUp, patience);
    request.once('error', (error) => {
      clearTimeout(untilAnswer);
      reject(error);
    });
    request.once('response', (response) => {
      clearTimeout(untilAnswer);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && redirects > 0) {
        response.resume();
        open(new URL(headers.location, url).href, patience, redirects - 1).then(resolve, reject);
        return;
      }
      if (statusCode !== 200) {
        request.destroy();
        reject(new Error(`it answered ${statusCode}`));
        return;
      }
      // An idle socket may still have bytes that nobody has read, so only silence on the wire counts.
      request.setTimeout(patience, () =>
        response.destroy(new Error(`nothing arrived for ${patience / 1000} s`)),
      );
      resolve(response);
    });
  });
}
