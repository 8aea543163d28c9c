/**
 * Markdown's syntax as notes use it: CommonMark and GitHub's tables and strikethrough, from markdown-it; formulas,
 * highlights, toggles and a handful of HTML tags are added here. HTML that is not of these is text.
 *
 * TipTap's own Markdown (on `marked`) was tried: 60 kB of `*a *a …` took it 69 s, 5,000 nested quotes overflowed the
 * stack, and it writes the text `1. x` so that it comes back as a list. All rules here look at each character a bounded
 * number of times.
 */
import MarkdownIt, { type StateBlock, type StateInline } from 'markdown-it';
import { unescapeAttribute } from './escape.ts';

/** Blocks within blocks. What is nested deeper is left out; people nest a handful. */
const nesting_max = 60;

export function createSyntax() {
  const syntax = new MarkdownIt({ html: false, linkify: false, maxNesting: nesting_max });
  // Addresses are judged where they are used (`isSafeAddress`), and stay as they were written.
  syntax.validateLink = () => true;
  syntax.normalizeLink = (address) => address;
  syntax.normalizeLinkText = (text) => text;
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  syntax.block.ruler.before('fence', 'math_block', mathBlock, { alt });
  syntax.block.ruler.before('fence', 'toggle', toggle, { alt });
  syntax.inline.ruler.before('escape', 'math', math);
  syntax.inline.ruler.before('escape', 'tag', tag);
  syntax.inline.ruler.before('emphasis', 'highlight', highlight);
  syntax.inline.ruler2.before('emphasis', 'highlight', closeHighlights);
  return syntax;
}

/** Lines between two of `$$`; or one line `$$…$$`. */
function mathBlock(state: StateBlock, start: number, end: number, isTrial: boolean): boolean {
  const first = lineOf(state, start);
  if (!first.startsWith('$$') || at(state.sCount, start) - state.blkIndent >= 4) return false;
  const single = /^\$\$(.+)\$\$$/.exec(first.trimEnd());
  if (!single && first.trim() !== '$$') return false;
  if (isTrial) return true;
  let last = start;
  if (!single) {
    for (last = start + 1; last < end; last++) {
      if (at(state.sCount, last) < state.blkIndent && !state.isEmpty(last)) break;
      if (lineOf(state, last).trim() === '$$') break;
    }
  }
  const token = state.push('math_block', '', 0);
  const indent = at(state.sCount, start);
  token.content = single
    ? (single[1]?.trim() ?? '')
    : state.getLines(start + 1, last, indent, true).replace(/\n$/, '');
  state.line = Math.min(end, last + 1);
  return true;
}

/**
 * `<details>` and its line, or `</details>`: a sign each. Which belong together is found when the blocks are put
 * together (`tokens-to-nodes.ts`), so that a fence inside is read as a fence.
 */
function toggle(state: StateBlock, start: number, end: number, isTrial: boolean): boolean {
  if (at(state.sCount, start) - state.blkIndent >= 4) return false;
  const text = lineOf(state, start).trimEnd();
  const opening = /^<details(?: open)?>\s*(?:<summary>(.*)<\/summary>)?$/.exec(text);
  if (!opening && text !== '</details>') return false;
  if (isTrial) return true;
  state.line = start + 1;
  if (!opening) {
    state.push('toggle_close', '', 0);
    return true;
  }
  let summary = opening[1];
  if (summary === undefined) {
    const next = state.skipEmptyLines(start + 1);
    const line = next < end && at(state.sCount, next) >= state.blkIndent ? lineOf(state, next).trimEnd() : '';
    summary = /^<summary>(.*)<\/summary>$/.exec(line)?.[1];
    if (summary !== undefined) state.line = next + 1;
  }
  state.push('toggle_open', '', 0);
  const inline = state.push('inline', '', 0);
  inline.content = summary?.trim() ?? '';
  inline.children = [];
  return true;
}

function at(numbers: readonly number[], line: number): number {
  return numbers[line] ?? 0;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(at(state.bMarks, line) + at(state.tShift, line), state.eMarks[line]);
}

/** `$x$`, where neither sign has a space inside, and no digit follows: "$5 and $6" are two prices. */
function math(state: StateInline, isSilent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '$' || /^\s?$/.test(src[pos + 1] ?? '') || src[pos + 1] === '$') return false;
  let end = pos + 1;
  while (end < posMax && src[end] !== '$' && src[end] !== '\n') end += src[end] === '\\' ? 2 : 1;
  if (end >= posMax || src[end] !== '$' || /\s/.test(src[end - 1] ?? '') || /\d/.test(src[end + 1] ?? '')) {
    return false;
  }
  if (!isSilent) state.push('math', '', 0).content = src.slice(pos + 1, end);
  state.pos = end + 1;
  return true;
}

const tagPattern =
  /<(\/?)(b|strong|i|em|u|s|del|strike|sub|sup|mark|span|code|br|div)((?:\s+[\w-]+="[^"]*")*)\s*\/?>/iy;
const attributePattern = /([\w-]+)="([^"]*)"/g;

function tag(state: StateInline, isSilent: boolean): boolean {
  if (state.src[state.pos] !== '<') return false;
  tagPattern.lastIndex = state.pos;
  const [whole, slash, name = '', given = ''] = tagPattern.exec(state.src) ?? [];
  if (whole === undefined || state.pos + whole.length > state.posMax) return false;
  if (!isSilent) {
    const token = state.push(slash ? 'tag_close' : 'tag_open', name.toLowerCase(), 0);
    token.attrs = [...given.matchAll(attributePattern)].map(([, key = '', value = '']) => [
      key,
      unescapeAttribute(value),
    ]);
  }
  state.pos += whole.length;
  return true;
}

/** `==x==`, as markdown-it does `~~x~~`: signs are laid down here and paired when all are known. */
function highlight(state: StateInline, isSilent: boolean): boolean {
  if (isSilent || state.src[state.pos] !== '=') return false;
  const { length, can_open, can_close } = state.scanDelims(state.pos, true);
  if (length < 2) return false;
  const extra = length % 2;
  if (extra) state.push('text', '', 0).content = '=';
  for (let index = extra; index < length; index += 2) {
    state.push('text', '', 0).content = '==';
    state.delimiters.push({
      marker: 0x3d,
      // No rule of three for these.
      length: 0,
      token: state.tokens.length - 1,
      end: -1,
      open: can_open,
      close: can_close,
    });
  }
  state.pos += length;
  return true;
}

function closeHighlights(state: StateInline): void {
  for (const delimiters of [state.delimiters, ...state.tokens_meta.map((meta) => meta?.delimiters ?? [])]) {
    for (const { marker, end, token } of delimiters) {
      if (marker !== 0x3d || end === -1) continue;
      setTag(state, token, 'tag_open');
      setTag(state, delimiters[end]?.token ?? token, 'tag_close');
    }
  }
}

function setTag(state: StateInline, index: number, type: string): void {
  const token = state.tokens[index];
  if (!token) return;
  token.type = type;
  token.tag = 'mark';
  token.content = '';
}
