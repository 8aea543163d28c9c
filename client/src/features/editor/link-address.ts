import { isSafeAddress } from '@scriptorium/shared/document/safe-values.ts';

/** What somebody typed as an address a link may have (`isSafeAddress`); `null` when it is none. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^(\/|#|tel:)/i.test(text)) return isSafeAddress(text) ? text : null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text);
  const url = URL.parse(hasScheme ? text : `https://${text}`);
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
  return url.protocol === 'mailto:' || url.hostname.includes('.') || url.hostname === 'localhost'
    ? url.href
    : null;
}
