/** What bytes are, by the bytes (A4). */
import { fileTypeFromBuffer } from 'file-type';

/** As many bytes from the beginning as telling takes; an office document shows what it is behind its first entries. */
export const head_bytes = 64 * 1024;

/** @param head the first `head_bytes` of the file, or all of it */
export async function findMediaType(head: Uint8Array): Promise<string> {
  const text = decode(head);
  if (text === null) return (await fileTypeFromBuffer(head))?.mime ?? 'application/octet-stream';
  if (isSvg(text)) return 'image/svg+xml';
  // Some formats begin with text: PDF, for one. The others (HTML, XML, scripts) are text here, whatever they claim.
  const found = await fileTypeFromBuffer(head);
  return found && found.mime !== 'application/xml' ? found.mime : 'text/plain';
}

/** @returns null for bytes that are no UTF-8 text; a character that the end of the head cuts is fine */
function decode(head: Uint8Array): string | null {
  if (head.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return null;
  }
}

function isSvg(text: string): boolean {
  return /^\s*(<\?xml[^>]*\?>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s/>]/i.test(text);
}

/** What a browser may show in a page of its own; everything else it saves (A5). */
const shown = new Set(['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export function isShown(media_type: string): boolean {
  return shown.has(media_type);
}
