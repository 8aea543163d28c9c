/**
 * Addresses of what a note points at, as they are in Markdown and nowhere else:
 *
 *   note:<id>          person:<id>          attachment:<id>?name=…&width=…
 *
 * None of them is an address that a link in a note may have (`isSafeAddress`), so that nothing is taken for another.
 */
export type AddressKind = 'note' | 'person' | 'attachment';

export interface NoteAddress {
  kind: AddressKind;
  id: string;
  values: Record<string, string>;
}

export function writeAddress(
  kind: AddressKind,
  id: string,
  values: Record<string, string | number> = {},
): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${encode(String(value))}`);
  return `${kind}:${encode(id)}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** `null` for every other address. */
export function readAddressOf(address: string): NoteAddress | null {
  const [, kind, id = '', query = ''] = /^(note|person|attachment):([^?]+)(?:\?(.*))?$/s.exec(address) ?? [];
  if (!kind) return null;
  const pairs = query.split('&').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(0, at)), decode(pair.slice(at + 1))];
  });
  return { kind: kind as AddressKind, id: decode(id), values: Object.fromEntries(pairs) };
}

/** Brackets too: they end an address in Markdown. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
