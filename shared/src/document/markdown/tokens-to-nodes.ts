/** From markdown-it's flat tokens to the blocks of a note. */
import type { Node, Schema } from '@tiptap/pm/model';
import type { Token } from 'markdown-it';
import { readLatex } from '../nodes/math.ts';
import { readLanguage } from '../nodes/code-block.ts';
import { InlineReader, type Line } from './inline-to-nodes.ts';

interface OpenToggle {
  summary: Line | null;
  blocks: Node[];
}

/** Deeper ones are opened into the one around them. */
const toggles_max = 16;
const kinds: Record<string, string> = {
  NOTE: 'info',
  IMPORTANT: 'info',
  TIP: 'tip',
  WARNING: 'warning',
  CAUTION: 'danger',
};
const calloutPattern = /^\[!(NOTE|IMPORTANT|TIP|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;
const taskPattern = /^\[([ xX])\](?:[ \t]+|$)/;

export class BlockReader {
  readonly #schema: Schema;
  readonly #tokens: readonly Token[];
  readonly #lines: InlineReader;
  #next = 0;

  constructor(schema: Schema, tokens: readonly Token[]) {
    this.#schema = schema;
    this.#tokens = tokens;
    this.#lines = new InlineReader(schema);
  }

  /** Up to the token of this type, or to the end. */
  read(until?: string): Node[] {
    const open: OpenToggle[] = [{ summary: null, blocks: [] }];
    const add = (nodes: readonly Node[]) => open.at(-1)?.blocks.push(...nodes);
    const close = () => {
      const { summary, blocks } = open.pop() as OpenToggle;
      add(this.#toggle(summary, blocks));
    };
    for (let token = this.#take(); token && token.type !== until; token = this.#take()) {
      if (token.type === 'toggle_open') {
        const summary = this.#lines.read(this.#take());
        if (open.length <= toggles_max) open.push({ summary, blocks: [] });
      } else if (token.type === 'toggle_close') {
        if (open.length > 1) close();
      } else add(this.#block(token));
    }
    while (open.length > 1) close();
    return open[0]?.blocks ?? [];
  }

  #take(): Token | undefined {
    return this.#tokens[this.#next++];
  }

  #block(token: Token): Node[] {
    switch (token.type) {
      case 'paragraph_open':
        return this.#paragraph('paragraph', null, 'paragraph_close');
      case 'heading_open':
        return this.#paragraph(
          'heading',
          { level: Math.min(4, Number(token.tag.slice(1))) },
          'heading_close',
        );
      case 'blockquote_open':
        return this.#quote();
      case 'bullet_list_open':
        return this.#bullets();
      case 'ordered_list_open': {
        const start = Math.min(1_000_000, Number(token.attrGet('start') ?? 1));
        const items = this.#items('ordered_list_close').map((item) =>
          this.#node('listItem', null, item.blocks),
        );
        return [this.#node('orderedList', { start }, items)];
      }
      case 'table_open':
        return this.#table();
      case 'fence':
      case 'code_block':
        return [this.#code(token)];
      case 'hr':
        return [this.#node('horizontalRule', null, [])];
      case 'math_block':
        return [this.#node('blockMath', { latex: readLatex(token.content) }, [])];
      default:
        return [];
    }
  }

  /** A line; images, files and formulas that are blocks in a note come after it. */
  #paragraph(type: string, attrs: object | null, until: string): Node[] {
    const inline = this.#take();
    this.#skipTo(until);
    if (type === 'paragraph' && inline?.content === '[TOC]') return [this.#node('tableOfContents', null, [])];
    const line = this.#lines.read(inline);
    const isNothing = line.content.length === 0 && line.blocks.length > 0;
    return isNothing ? line.blocks : [this.#node(type, attrs, line.content), ...line.blocks];
  }

  #quote(): Node[] {
    const inline =
      this.#tokens[this.#next]?.type === 'paragraph_open' ? this.#tokens[this.#next + 1] : undefined;
    const [sign, name = ''] = calloutPattern.exec(inline?.content ?? '') ?? [];
    if (sign !== undefined && inline) dropStart(inline, sign);
    const blocks = this.read('blockquote_close');
    if (sign === undefined) return [this.#node('blockquote', null, blocks)];
    const isBare = inline?.content === '';
    const kind = kinds[name.toUpperCase()];
    return [this.#node('callout', { kind }, isBare && blocks.length > 1 ? blocks.slice(1) : blocks)];
  }

  /** Tasks and other items in turn make a list each. */
  #bullets(): Node[] {
    const lists: { isTask: boolean; items: Node[] }[] = [];
    for (const { checked, blocks } of this.#items('bullet_list_close')) {
      const isTask = checked !== null;
      if (lists.at(-1)?.isTask !== isTask) lists.push({ isTask, items: [] });
      const item = isTask
        ? this.#node('taskItem', { checked }, blocks)
        : this.#node('listItem', null, blocks);
      lists.at(-1)?.items.push(item);
    }
    return lists.map(({ isTask, items }) => this.#node(isTask ? 'taskList' : 'bulletList', null, items));
  }

  #items(until: string): { checked: boolean | null; blocks: Node[] }[] {
    const items: { checked: boolean | null; blocks: Node[] }[] = [];
    for (let token = this.#take(); token && token.type !== until; token = this.#take()) {
      if (token.type !== 'list_item_open') continue;
      const inline = this.#tokens[this.#next + 1];
      const isLine = this.#tokens[this.#next]?.type === 'paragraph_open';
      const [sign, box] =
        (until === 'bullet_list_close' && isLine && taskPattern.exec(inline?.content ?? '')) || [];
      if (sign !== undefined && inline) dropStart(inline, sign);
      const blocks = this.read('list_item_close');
      items.push({ checked: box === undefined ? null : box !== ' ', blocks });
    }
    return items;
  }

  #table(): Node[] {
    const rows: Node[] = [];
    let cells: Node[] = [];
    for (let token = this.#take(); token && token.type !== 'table_close'; token = this.#take()) {
      if (token.type === 'tr_open') cells = [];
      else if (token.type === 'tr_close') rows.push(this.#node('tableRow', null, cells));
      else if (token.type === 'th_open' || token.type === 'td_open') {
        const type = token.type === 'th_open' ? 'tableHeader' : 'tableCell';
        const align = /left|center|right/.exec(String(token.attrGet('style')))?.[0] ?? null;
        const blocks = this.#paragraph('paragraph', null, token.type.replace('open', 'close'));
        cells.push(this.#node(type, { align }, blocks));
      }
    }
    return [this.#node('table', null, rows)];
  }

  #code({ content, info }: Token): Node {
    const language = readLanguage(info.trim().split(/\s/)[0]) ?? null;
    const text = content.replace(/\n$/, '');
    return this.#node('codeBlock', { language }, text === '' ? [] : [this.#schema.text(text)]);
  }

  #toggle(summary: Line | null, blocks: readonly Node[]): Node[] {
    const line = this.#node('detailsSummary', null, summary?.content ?? []);
    const content = this.#node('detailsContent', null, [...(summary?.blocks ?? []), ...blocks]);
    return [this.#node('details', null, [line, content])];
  }

  /** With what the schema asks for and Markdown did not say: the paragraph that an item begins with. */
  #node(type: string, attrs: object | null, content: readonly Node[]): Node {
    const nodeType = this.#schema.nodes[type];
    const node = nodeType?.createAndFill(attrs as Record<string, unknown> | null, content);
    if (!node) throw new Error(`The schema has no ${type} with this content`);
    return node;
  }

  #skipTo(type: string): void {
    for (let token = this.#take(); token && token.type !== type; token = this.#take());
  }
}

/** Takes a sign off the start of a line that is read already, and the end of the line if that is part of it. */
function dropStart(inline: Token, sign: string): void {
  inline.content = inline.content.slice(sign.length);
  const children = inline.children ?? [];
  const [first] = children;
  if (!first) return;
  if (sign.endsWith('\n') || first.content.length <= sign.length) children.shift();
  else first.content = first.content.slice(sign.length);
  if (sign.endsWith('\n')) children.shift();
}
