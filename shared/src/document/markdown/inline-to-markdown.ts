/**
 * The content of a line as Markdown. Marks are opened and closed as brackets are, each in the shortest form that reads
 * as that mark where it stands: `**bold**` in most places, `<b>` where the signs beside it would not let `**` begin or
 * end anything (`a**!**b` is no bold).
 */
import type { Fragment, Mark, Node } from '@tiptap/pm/model';
import { isSafeAddress } from '../safe-values.ts';
import { writeAddress } from './addresses.ts';
import { escapeAddress, escapeAttribute, escapeText, escapeTitle } from './escape.ts';

interface Sign {
  mark: Mark;
  isOpen: boolean;
  /** The other one. */
  partner: Sign | null;
  text: string;
}
type Piece = Sign | string;

/** `lines`: a break is a new line. `one line`: where Markdown has no second one, as in a cell of a table. */
export type Breaks = 'lines' | 'one line';

export function inlineToMarkdown(content: Fragment, breaks: Breaks): string {
  const pieces = piecesOf(content, breaks);
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string' || !piece.isOpen || !piece.partner) continue;
    const end = pieces.indexOf(piece.partner, index);
    const [open, close] = fits(piece.mark, pieces, index, end) ? shortForm(piece.mark) : htmlForm(piece.mark);
    piece.text = open;
    piece.partner.text = close;
  }
  return pieces.map(textOf).join('');
}

export function imageToMarkdown({ attrs }: Node): string {
  const { attachment_id, alt, caption, width, name } = attrs;
  if (!attachment_id) return '';
  const values = { ...(name && { name }), ...(width !== 100 && { width }) };
  const title = caption ? ` "${escapeTitle(caption)}"` : '';
  return `![${escapeText(alt)}](${writeAddress('attachment', attachment_id, values)}${title})`;
}

export function fileToMarkdown({ attrs }: Node): string {
  const { attachment_id, name, size_bytes, media_type } = attrs;
  if (!attachment_id) return '';
  const address = writeAddress('attachment', attachment_id, { type: media_type, size: size_bytes });
  return `[${escapeText(name)}](${address})`;
}

/** `null` where signs or line breaks in it would end it. */
export function mathToMarkdown(latex: string): string | null {
  const isOneLine = /^\S(?:[^\n\r]*\S)?$/.test(latex);
  const hasBareDollar = /(?<!\\)(?:\\\\)*\$/.test(latex);
  const endsEscaping = /(?<!\\)(?:\\\\)*\\$/.test(latex);
  return isOneLine && !hasBareDollar && !endsEscaping ? `$${latex}$` : null;
}

function piecesOf(content: Fragment, breaks: Breaks): Piece[] {
  const pieces: Piece[] = [];
  const open: Sign[] = [];
  const closeFrom = (depth: number) => {
    for (const sign of open.splice(depth).reverse()) {
      const partner: Sign = { mark: sign.mark, isOpen: false, partner: sign, text: '' };
      sign.partner = partner;
      pieces.push(partner);
    }
  };
  content.forEach((node, _offset, index) => {
    const next = content.maybeChild(index + 1);
    const text = nodeText(node, next, next ? breaks : 'one line');
    if (text === '') return;
    const marks = marksOf(node);
    const shared = open.findIndex(({ mark }, depth) => !marks[depth]?.eq(mark));
    closeFrom(shared === -1 ? open.length : shared);
    for (const mark of marks.slice(open.length)) {
      const sign: Sign = { mark, isOpen: true, partner: null, text: '' };
      open.push(sign);
      pieces.push(sign);
    }
    pieces.push(text);
  });
  closeFrom(0);
  return pieces;
}

function marksOf(node: Node): readonly Mark[] {
  return node.marks.filter(({ type, attrs }) => {
    if (type.name === 'link')
      return isSafeAddress(attrs.href) && node.type.name !== 'mention' && node.type.name !== 'noteLink';
    return type.name !== 'code';
  });
}

function nodeText(node: Node, next: Node | null, breaks: Breaks): string {
  const { attrs } = node;
  if (node.isText) {
    const text = node.text ?? '';
    return node.marks.some(({ type }) => type.name === 'code') ? codeText(text) : escapeText(text);
  }
  if (node.type.name === 'hardBreak') return breaks === 'lines' ? '\\\n' : '<br>';
  if (node.type.name === 'inlineMath') {
    // Before a digit a sign is a price's.
    const short = /^\d/.test(next?.text ?? '') ? null : mathToMarkdown(attrs.latex);
    return short ?? `<span data-latex="${escapeAttribute(attrs.latex)}"></span>`;
  }
  const label = escapeText(String(attrs.label ?? ''));
  if (node.type.name === 'mention')
    return attrs.id ? `[@${label}](${writeAddress('person', attrs.id)})` : `@${label}`;
  if (node.type.name === 'noteLink')
    return attrs.id ? `[${label}](${writeAddress('note', attrs.id)})` : label;
  return '';
}

/** Between as many backticks as are nowhere in it. */
function codeText(text: string): string {
  if (/[\n\r]/.test(text)) return `<code>${escapeText(text)}</code>`;
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length += 1;
  const fence = '`'.repeat(length);
  const needsRoom = /^`|`$/.test(text) || (/^ .* $/.test(text) && text.trim() !== '');
  return needsRoom ? `${fence} ${text} ${fence}` : fence + text + fence;
}

function shortForm(mark: Mark): [open: string, close: string] {
  const sign = shortSign(mark);
  return sign ? [sign, sign] : htmlForm(mark);
}

function shortSign({ type, attrs }: Mark): string | null {
  if (type.name === 'bold') return '**';
  if (type.name === 'italic') return '_';
  if (type.name === 'strike') return '~~';
  return type.name === 'highlight' && attrs.color === 'yellow' ? '==' : null;
}

function htmlForm({ type, attrs }: Mark): [open: string, close: string] {
  switch (type.name) {
    case 'link':
      return ['[', `](${escapeAddress(attrs.href)})`];
    case 'bold':
      return ['<b>', '</b>'];
    case 'italic':
      return ['<i>', '</i>'];
    case 'strike':
      return ['<s>', '</s>'];
    case 'underline':
      return ['<u>', '</u>'];
    case 'subscript':
      return ['<sub>', '</sub>'];
    case 'superscript':
      return ['<sup>', '</sup>'];
    case 'textColor':
      return [`<span data-text-color="${escapeAttribute(attrs.color)}">`, '</span>'];
    case 'highlight':
      return attrs.color === 'yellow'
        ? ['<mark>', '</mark>']
        : [`<mark data-highlight="${escapeAttribute(attrs.color)}">`, '</mark>'];
    default:
      return ['', ''];
  }
}

const space = /^$|^\s/;
const word = /^[\p{L}\p{N}]/u;
// biome-ignore format: all of ASCII's
const punctuation = /^[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/;

/**
 * Whether short signs would begin and end the mark here: CommonMark's flanking rules, where it is plain how they turn
 * out. `_` also must not be beside a letter outside.
 */
function fits(mark: Mark, pieces: readonly Piece[], start: number, end: number): boolean {
  const sign = shortSign(mark);
  if (!sign) return true;
  const before = lastUnit(pieces[start - 1]);
  const first = firstUnit(pieces[start + 1]);
  const last = lastUnit(pieces[end - 1]);
  const after = firstUnit(pieces[end + 1]);
  const isApart = (unit: string) => space.test(unit) || punctuation.test(unit);
  const stands = (inside: string, outside: string) =>
    (word.test(inside) && (sign !== '_' || isApart(outside))) ||
    (punctuation.test(inside) && isApart(outside));
  return stands(first, before) && stands(last, after);
}

/** A sign is punctuation in each of its forms. */
function firstUnit(piece: Piece | undefined): string {
  return piece === undefined ? '' : typeof piece === 'string' ? piece.charAt(0) : '<';
}

function lastUnit(piece: Piece | undefined): string {
  return piece === undefined ? '' : typeof piece === 'string' ? piece.charAt(piece.length - 1) : '>';
}

function textOf(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.text;
}
