// The address that an Elastic Cloud id stands for.

/** `name:` and base64 of `host[:port]$esId[:port][$kibanaId]` → `https://esId.host:port`; undefined when it is no such id. */
export function toCloudUrl(cloudId: string): string | undefined {
  const [, code] = /^[^:]*:([A-Za-z0-9+/]+={0,2})$/.exec(cloudId) ?? [];
  if (code === undefined) return undefined;
  const [domain, id] = Buffer.from(code, 'base64').toString('utf8').split('$').map(toHostAndPort);
  if (domain === undefined || id === undefined) return undefined;
  const url = `https://${id.host}.${domain.host}:${id.port ?? domain.port ?? '443'}`;
  return URL.canParse(url) ? url : undefined;
}

function toHostAndPort(
  text: string,
): { readonly host: string; readonly port: string | undefined } | undefined {
  const [, host, port] = /^([\w-]+(?:\.[\w-]+)*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined ? undefined : { host, port };
}
