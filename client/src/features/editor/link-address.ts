/** What somebody typed as an address a link may have: http, https or mailto; `null` when it is none. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text);
  const url = URL.parse(hasScheme ? text : `https://${text}`);
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
  return url.protocol === 'mailto:' || url.hostname.includes('.') || url.hostname === 'localhost'
    ? url.href
    : null;
}
