// What a mistyped option may have meant: other libraries' names for the same thing, else the nearest of ours.
import { nearest } from '../../util/nearest.js';
import { connectionOptionNames } from './connection-options.js';

// In lower case, without underscores and hyphens: elasticsearch-py's, the official client's, and other common ones.
const otherNames = new Map<string, string>(
  Object.entries({
    hosts: ['host', 'node', 'nodes', 'url', 'urls', 'port'],
    httpAuth: ['auth', 'basicauth', 'user', 'username', 'password'],
    bearerAuth: ['bearer', 'token', 'bearertoken'],
    cloudId: ['cloud'],
    timeout: ['requesttimeout'],
    maxRetries: ['retries'],
    randomizeHosts: ['randomizenodesinpool'],
    connectionsPerNode: ['agent', 'maxsize', 'maxsockets'],
    sniffOnStart: ['sniffbeforerequests'],
    sniffOnConnectionFail: ['sniffonnodefailure', 'sniffonconnectionfault'],
    snifferDelay: ['sniffinterval', 'mindelaybetweensniffing'],
    useSsl: ['ssl', 'https', 'scheme'],
    verifyCerts: ['rejectunauthorized', 'sslverify', 'insecure'],
    caCerts: ['ca', 'cafile', 'capath', 'tls', 'sslcontext'],
    clientCert: ['cert', 'certfile'],
    clientKey: ['key', 'keyfile'],
    sslVersion: ['minversion', 'tlsversion'],
    sslAssertHostname: ['servername', 'checkserveridentity'],
    sslAssertFingerprint: ['cafingerprint', 'fingerprint'],
    httpCompress: ['compression', 'compress', 'gzip'],
    headers: ['defaultheaders'],
    opaqueId: ['xopaqueid'],
    compatibility: ['compatiblewith', 'apiversion'],
  }).flatMap(([name, others]) => others.map((other): [string, string] => [other, name])),
);

/** The option that was meant, or undefined where none is close. */
export function meantOption(option: string): string | undefined {
  const plain = option.replaceAll(/[_-]/g, '');
  return otherNames.get(plain.toLowerCase()) ?? nearest(plain, connectionOptionNames);
}
