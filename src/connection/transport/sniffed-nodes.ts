// What a cluster says of its nodes → the addresses that can be used. Believes nothing that it has not looked at.

/** Each address in an answer to `GET /_nodes/_all/http` that takes requests: not those of nodes that are masters only. */
export function toSniffedNodes(answer: unknown, protocol: string): readonly URL[] {
  const nodes = recordOf(recordOf(answer)?.['nodes']);
  const urls = Object.values(nodes ?? {}).flatMap((node) => {
    const { http, roles } = recordOf(node) ?? {};
    const address = recordOf(http)?.['publish_address'];
    if (typeof address !== 'string' || isMasterOnly(roles)) return [];
    return toUrl(address, protocol) ?? [];
  });
  return [...new Map(urls.map((url) => [url.href, url])).values()];
}

function isMasterOnly(roles: unknown): boolean {
  return Array.isArray(roles) && roles.length === 1 && roles[0] === 'master';
}

// `10.0.0.1:9200`, `[::1]:9200`, or `name/10.0.0.1:9200`, where the certificate carries the name.
function toUrl(address: string, protocol: string): URL | undefined {
  const [, name, place] = /^(?:([^/]*)\/)?(.*)$/.exec(address) ?? [];
  const [port] = /:\d+$/.exec(place ?? '') ?? [];
  if (place === undefined || port === undefined) return undefined;
  const url = `${protocol}//${name === undefined || name === '' ? place : `${name}${port}`}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
