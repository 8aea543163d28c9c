import type { ByteRange } from '../platform/blobs.ts';

/**
 * The part that a `Range` header asks for.
 * @returns null for all of it, also where the header is none or asks for several parts; `unsatisfiable` beyond the end
 */
export function parseRange(
  header: string | undefined,
  size_bytes: number,
): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || match[0] === 'bytes=-') return null;
  const [, from = '', to = ''] = match;
  const end = size_bytes - 1;
  const range =
    from === ''
      ? { first: Math.max(0, size_bytes - Number(to)), last: end }
      : { first: Number(from), last: to === '' ? end : Math.min(Number(to), end) };
  if (to !== '' && from !== '' && Number(to) < Number(from)) return null;
  return range.first > range.last ? 'unsatisfiable' : range;
}
