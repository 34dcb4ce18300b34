// Environment variables → connection options.
import { failure } from '../../errors/failure.js';
import { connectionOptionNames } from './connection-options.js';
import type { ConnectionOptions } from './connection-options.js';
import { valueChecks } from './option-values.js';
import { textReaders, toTexts } from './read-option-text.js';
import type { NamedOption } from './read-option-text.js';

/** The end of an option's variable: `sslVersion` → `SSL_VERSION`. */
export function toVariable(option: NamedOption): string {
  return option.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

const options = connectionOptionNames.filter((option) => option !== 'client');

/** The ends of all variables: one for each option, and URL, USER and PASSWORD. */
export const connectionVariables: readonly string[] = [...options.map(toVariable), 'URL', 'USER', 'PASSWORD'];

/**
 * The options that environment variables give. Each option but `client` has one, in upper case with underscores:
 * `timeout` is `ES_PROD_TIMEOUT`, `sslVersion` is `ES_PROD_SSL_VERSION`. Beside them, `ES_PROD_URL` is another name for
 * `ES_PROD_HOSTS`, and `ES_PROD_USER` with `ES_PROD_PASSWORD` for `ES_PROD_HTTP_AUTH`. An empty variable counts as not
 * set; where none is set, there are no options, and a connection's defaults hold. `.env.example` lists them all.
 *
 * @param prefix What the variables begin with. Default: `'ELASTICSEARCH'`.
 * @param env Where to look. Default: `process.env`.
 * @throws ConfigurationError (`CONNECTION_OPTION_ENV`) that names the variable that can't be read, or that is mistyped.
 *
 * @example
 * ```ts
 * // ES_PROD_HOSTS=https://es-1.example.com:9200,https://es-2.example.com:9200 ES_PROD_TIMEOUT=5000
 * createConnection('prod', connectionOptionsFromEnv('ES_PROD'));
 * ```
 */
export function connectionOptionsFromEnv(
  prefix = 'ELASTICSEARCH',
  env: Readonly<Record<string, string | undefined>> = process.env,
): ConnectionOptions {
  const start = `${prefix.replace(/_+$/, '')}_`;
  checkSpelling(start, env);
  const valueOf = (end: string): string | undefined => {
    const value = env[start + end];
    return value === '' ? undefined : value;
  };
  const found: Record<string, unknown> = {};
  const invalid = (end: string, reason: string): Error =>
    failure('CONNECTION_OPTION_ENV', { variable: start + end, reason });
  const take = (end: string, option: NamedOption, value: unknown): void => {
    const variable = start + toVariable(option);
    if (found[option] !== undefined) throw invalid(end, `${variable} is set too, and says the same`);
    const reason = valueChecks[option](value);
    if (reason !== undefined) throw invalid(end, reason);
    found[option] = value;
  };

  for (const option of options) {
    const end = toVariable(option);
    const given = valueOf(end);
    if (given !== undefined)
      take(
        end,
        option,
        textReaders[option](given, (reason) => invalid(end, reason)),
      );
  }
  const url = valueOf('URL');
  if (url !== undefined) take('URL', 'hosts', toTexts(url));
  const user = valueOf('USER');
  const password = valueOf('PASSWORD');
  if (user !== undefined && password !== undefined) take('USER', 'httpAuth', [user, password]);
  else if (user !== undefined) throw invalid('USER', `it needs ${start}PASSWORD too`);
  else if (password !== undefined) throw invalid('PASSWORD', `it needs ${start}USER too`);
  return found;
}

// What begins with the prefix may be another program's; what is nearly a name of ours is a mistake.
function checkSpelling(start: string, env: Readonly<Record<string, string | undefined>>): void {
  for (const [variable, value] of Object.entries(env)) {
    if (value === undefined || value === '' || !variable.startsWith(start)) continue;
    const end = variable.slice(start.length);
    // ES_EU_HOSTS is a variable of the prefix ES_EU, not a mistake with ES.
    if (connectionVariables.some((known) => end === known || end.endsWith(`_${known}`))) continue;
    const meant = connectionVariables.find((known) => differsBy(end, known, known.length > 3 ? 2 : 1));
    if (meant !== undefined)
      throw failure('CONNECTION_OPTION_ENV', {
        variable,
        reason: `no option has this name (did you mean ${start}${meant}?)`,
      });
  }
}

// Whether so many letters put in, left out or replaced make the one of the other.
function differsBy(a: string, b: string, letters: number): boolean {
  if (Math.abs(a.length - b.length) > letters) return false;
  if (a === '' || b === '') return true;
  if (a[0] === b[0]) return differsBy(a.slice(1), b.slice(1), letters);
  if (letters === 0) return false;
  return (
    differsBy(a.slice(1), b.slice(1), letters - 1) ||
    differsBy(a.slice(1), b, letters - 1) ||
    differsBy(a, b.slice(1), letters - 1)
  );
}
