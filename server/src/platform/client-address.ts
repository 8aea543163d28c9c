/** Where a request comes from, outside of Fastify: proxies considered as `request.ip` considers them. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import type { Config } from './config.ts';

export function makeAddressOf({ trustProxy }: Config): (request: IncomingMessage) => string {
  const isTrusted = trustProxy === false ? () => false : proxyAddr.compile(trustProxy);
  return (request) => proxyAddr(request, isTrusted) ?? '';
}

/** What counts as one address: of IPv6 the first 64 bits, since one household has all of the rest. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  if (tail !== undefined) while (groups.length + after < 8) groups.push('0');
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
