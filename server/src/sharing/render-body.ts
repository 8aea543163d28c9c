/**
 * A note's body for a page without scripts: formulas are MathML, pictures and files have addresses, headings can be linked
 * to. Everything else is the schema's own HTML (`to-html.ts`), which reads what is in a note with care: nothing that
 * somebody wrote becomes more than text, or one of the few attributes that are let through.
 */
import { readName, readSize, readWidth, readWords } from '@scriptorium/shared/document/nodes/attached.ts';
import { readLanguage } from '@scriptorium/shared/document/nodes/code-block.ts';
import { readLatex } from '@scriptorium/shared/document/nodes/math.ts';
import { readLabel } from '@scriptorium/shared/document/nodes/references.ts';
import { integerIn, readBoolean, readUuid } from '@scriptorium/shared/document/safe-values.ts';
import { bodyToHtml, type Ways } from '@scriptorium/shared/document/to-html.ts';
import type { Node } from '@tiptap/pm/model';
import katex from 'katex';
import { type Html, html, trusted } from './html.ts';

export interface Addresses {
  /** Of a file of this note. */
  file(attachment_id: string): string;
  /** Of another note; null where it is not to be had here. */
  note(id: string): string | null;
}

/** Widths that the style sheet has a class for, in percent. */
const width_step = 5;
const readPixels = integerIn(1, 100_000);

export function renderBody(doc: Node, addresses: Addresses): string {
  const headings = findHeadings(doc);
  const idOf = new Map(headings.map((heading, index) => [heading, `h${index + 1}`]));
  return bodyToHtml(doc, {
    ...attachedWays(addresses),
    ...mathWays,
    ...blockWays,
    ...taskWays(),
    heading: (node, children) => {
      const level = Number(node.attrs.level) + 1;
      const align = alignOf(node);
      return trusted(`<h${level} id="${idOf.get(node) ?? ''}"${align}>${children}</h${level}>`).text;
    },
    tableOfContents: () =>
      html`<nav class="contents"><ol>${headings.map(
        (node) =>
          html`<li class="level-${String(Number(node.attrs.level))}"><a href="#${idOf.get(node) ?? ''}">${node.textContent}</a></li>`,
      )}</ol></nav>`.text,
    noteLink: (node) => {
      const id = readUuid(node.attrs.id);
      const address = id === undefined ? null : addresses.note(id);
      const label = readLabel(node.attrs.label) ?? '';
      return (address === null ? html`<span>${label}</span>` : html`<a href="${address}">${label}</a>`).text;
    },
  });
}

/** Their ids, to ask which of them may be read. */
export function findLinkedNotes(doc: Node): string[] {
  const ids = new Set<string>();
  doc.descendants((node) => {
    const id = node.type.name === 'noteLink' ? readUuid(node.attrs.id) : undefined;
    if (id !== undefined) ids.add(id.toLowerCase());
  });
  return [...ids];
}

function findHeadings(doc: Node): Node[] {
  const found: Node[] = [];
  doc.descendants((node) => {
    if (node.type.name === 'heading' && node.textContent.trim() !== '') found.push(node);
    return !node.isTextblock;
  });
  return found;
}

function attachedWays({ file }: Addresses): Ways {
  return {
    image: (node) => {
      const id = readUuid(node.attrs.attachment_id);
      if (id === undefined) return '';
      const caption = readWords(node.attrs.caption) ?? '';
      const width = Math.round((readWidth(node.attrs.width) ?? 100) / width_step) * width_step;
      const [wide, high] = [readPixels(node.attrs.pixels_wide), readPixels(node.attrs.pixels_high)];
      const size = wide && high ? html` width="${wide}" height="${high}"` : null;
      const alt = readWords(node.attrs.alt) ?? '';
      return html`<figure class="image w${width}"><img src="${file(id)}" alt="${alt}"${size} loading="lazy" decoding="async">${
        caption === '' ? null : html`<figcaption>${caption}</figcaption>`
      }</figure>`.text;
    },
    file: (node) => {
      const id = readUuid(node.attrs.attachment_id);
      const name = readName(node.attrs.name) || '…';
      if (id === undefined) return html`<p class="file">${name}</p>`.text;
      const size = sizeWords(readSize(node.attrs.size_bytes) ?? 0);
      return html`<p class="file"><a href="${file(id)}" download>${name}</a> <span>${size}</span></p>`.text;
    },
  };
}

const mathWays: Ways = {
  inlineMath: (node) => toMath(node, false).text,
  blockMath: (node) => html`<div class="formula">${toMath(node, true)}</div>`.text,
};

/** A task is called what it says. */
function taskWays(): Ways {
  let count = 0;
  return {
    taskItem: (node, children) => {
      const isChecked = readBoolean(node.attrs.checked) === true;
      const id = `t${++count}`;
      const box = `<input type="checkbox" disabled${isChecked ? ' checked' : ''} aria-labelledby="${id}">`;
      return `<li data-checked="${isChecked}">${box}<div id="${id}">${children}</div></li>`;
    },
  };
}

const blockWays: Ways = {
  codeBlock: (node, children) => {
    const language = readLanguage(node.attrs.language);
    const label = language === undefined ? null : html`<figcaption>${language}</figcaption>`;
    return html`<figure class="code">${label}<pre tabindex="0"><code>${trusted(children)}</code></pre></figure>`
      .text;
  },
  table: (_node, children) =>
    `<div class="table" tabindex="0"><table><tbody>${children}</tbody></table></div>`,
  unknownBlock: () => '',
  unknownInline: () => '',
};

/** KaTeX escapes what it is given and, not trusted, writes no links or classes of whoever wrote the formula. */
function toMath(node: Node, displayMode: boolean): Html {
  const latex = readLatex(node.attrs.latex) ?? '';
  try {
    const limits = { trust: false, maxExpand: 500, maxSize: 40, strict: 'ignore' } as const;
    return trusted(
      katex.renderToString(latex, { displayMode, output: 'mathml', throwOnError: true, ...limits }),
    );
  } catch {
    return html`<code>${latex}</code>`;
  }
}

function alignOf(node: Node): string {
  const align: unknown = node.attrs.textAlign;
  return typeof align === 'string' ? html` data-align="${align}"`.text : '';
}

const units = ['B', 'kB', 'MB', 'GB'];

function sizeWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power]}`;
}
