import { file_name_length_max } from '@scriptorium/shared/api/attachments.ts';

/** What would not survive a file system, or would make a name read as another (`…gpj.exe` written backwards). */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A name that any disk takes, from whatever a client calls a file: its last part, if it is a path. */
export function toFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(unfit, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim();
  const fit = clean.replace(/^\.+$/, '');
  return fit === '' ? 'file' : shorten(fit);
}

/** The extension says what opens the file: it stays. */
function shorten(name: string): string {
  if (name.length <= file_name_length_max) return name;
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  return name.slice(0, file_name_length_max - extension.length).replace(/[\uD800-\uDBFF]$/, '') + extension;
}

/** RFC 6266: the name as it is, after one that any client reads. */
export function toDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
