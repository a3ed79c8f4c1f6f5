import { isIPv6 } from 'node:net';

const HEXTETS = 8;
const NETWORK = 4;

/** The address by which failures are counted: IPv4 as it is, IPv6 by its /64, which one sender has to himself. */
export const addressKey = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : HEXTETS - left.length - right.length;
  const hextets = [...left, ...Array<string>(Math.max(0, gap)).fill('0'), ...right];
  return hextets
    .slice(0, NETWORK)
    .map((hextet) => parseInt(hextet, 16).toString(16))
    .join(':');
};
