/** What text has to look like in Markdown to come back as text. */

/**
 * Signs that mean something wherever they are get a backslash. What means something only at the start of a line is for
 * `escapeLine`. `=`, `!` and `_` mean something only beside certain signs; at an edge nobody knows what is beside.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\\`*[\]<$~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/=(?==|$)|(?<==|^)=/g, '\\=')
    .replace(/!$/, '\\!')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/[\n\r\t]/g, entity);
}

/** A finished line of a paragraph: it must begin no list, heading, quote or table, and its spaces must stay. */
export function escapeLine(line: string): string {
  const marked = line
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(?:[-+](?=\s|$)|#{1,6}(?=\s|$)|>|[-|:](?=[-|:\s]*$))/, '\\$&');
  return escapeEdges(marked);
}

/** Spaces at the edges stay. */
export function escapeEdges(line: string): string {
  return line.replace(/^\s|\s$/g, entity);
}

/** Of backticks: a fence is longer. */
export function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

export function escapeAttribute(text: string): string {
  return text.replace(/[&"<>|\n\r]/g, entity);
}

export function unescapeAttribute(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|(amp|quot|lt|gt));/g, (_whole, code, name) =>
    code ? String.fromCodePoint(Math.min(0x10ffff, Number(code))) : (names[name] ?? ''),
  );
}

/** In `[text](address "title")`. */
export function escapeAddress(address: string): string {
  if (/^[^\s<>()\\]+$/.test(address) && !/&#?\w+;/.test(address)) return address;
  return `<${address.replace(/[\\<>&]/g, '\\$&')}>`;
}

export function escapeTitle(title: string): string {
  return title.replace(/[\\"&]/g, '\\$&').replace(/[\n\r]/g, entity);
}

const names: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>' };

function entity(sign: string): string {
  return `&#${sign.codePointAt(0)};`;
}
