/** From the tokens of a line to its text, marks and atoms. What is a block in a note is handed back beside them. */
import { Mark, type Node, type Schema } from '@tiptap/pm/model';
import type { Token } from 'markdown-it';
import { readMediaType, readName, readSize, readWidth, readWords } from '../nodes/attached.ts';
import { readColor } from '../nodes/colors.ts';
import { readLatex } from '../nodes/math.ts';
import { readLabel, readPersonId } from '../nodes/references.ts';
import { isSafeAddress, readUuid } from '../safe-values.ts';
import { type NoteAddress, readAddressOf } from './addresses.ts';

export interface Line {
  content: Node[];
  blocks: Node[];
}

interface OpenMark {
  /** The tag, which closes it. */
  name: string;
  mark: Mark | null;
}

const tagMarks: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  sub: 'subscript',
  sup: 'superscript',
  mark: 'highlight',
  code: 'code',
};
/** Open at once; text in more of them has those that came first. */
const marks_max = 32;

export class InlineReader {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  read(inline: Token | undefined): Line {
    const reading = new LineReading(this.#schema, inline?.children ?? []);
    return reading.run();
  }
}

class LineReading {
  readonly #schema: Schema;
  readonly #tokens: readonly Token[];
  readonly #line: Line = { content: [], blocks: [] };
  readonly #open: OpenMark[] = [];
  #next = 0;

  constructor(schema: Schema, tokens: readonly Token[]) {
    this.#schema = schema;
    this.#tokens = tokens;
  }

  run(): Line {
    for (let token = this.#take(); token; token = this.#take()) this.#token(token);
    return this.#line;
  }

  #take(): Token | undefined {
    return this.#tokens[this.#next++];
  }

  #token(token: Token) {
    switch (token.type) {
      case 'text':
      case 'text_special':
        return this.#text(token.content);
      case 'softbreak':
        return this.#text(' ');
      case 'hardbreak':
        return this.#atom('hardBreak');
      case 'code_inline':
        return this.#text(token.content, this.#mark('code'));
      case 'math':
        return this.#atom('inlineMath', { latex: readLatex(token.content) });
      case 'image':
        return this.#image(token);
      case 'link_open':
        return this.#link(String(token.attrGet('href') ?? ''));
      case 'link_close':
        return this.#end('link');
      case 'tag_open':
        return this.#tag(token);
      case 'tag_close':
        return this.#end(token.tag);
      case 'strong_open':
      case 'em_open':
      case 's_open':
        return this.#begin(token.tag, this.#mark(tagMarks[token.tag] ?? ''));
      case 'strong_close':
      case 'em_close':
      case 's_close':
        return this.#end(token.tag);
    }
  }

  #text(text: string, more?: Mark | null): void {
    if (text !== '') this.#line.content.push(this.#schema.text(text, this.#marks(more)));
  }

  #atom(type: string, attrs: Record<string, unknown> | null = null): void {
    const node = this.#schema.nodes[type]?.create(attrs, null, this.#marks());
    if (node) this.#line.content.push(node);
  }

  #block(type: string, attrs: Record<string, unknown>): void {
    const node = this.#schema.nodes[type]?.create(attrs);
    if (node) this.#line.blocks.push(node);
  }

  #mark(name: string, attrs: Record<string, unknown> | null = null): Mark | null {
    return this.#schema.marks[name]?.create(attrs) ?? null;
  }

  #marks(more?: Mark | null): readonly Mark[] {
    let marks = Mark.none;
    for (const mark of [...this.#open.map((each) => each.mark), more]) {
      // Code allows no other mark; of the two a link says more.
      const isLinked = mark?.type.name === 'code' && marks.some(({ type }) => type.name === 'link');
      if (mark && !isLinked) marks = mark.addToSet(marks);
    }
    return marks;
  }

  #begin(name: string, mark: Mark | null): void {
    if (this.#open.length < marks_max) this.#open.push({ name, mark });
  }

  #end(name: string): void {
    const at = this.#open.findLastIndex((each) => each.name === name);
    if (at !== -1) this.#open.splice(at, 1);
  }

  #tag(token: Token): void {
    const attribute = (name: string) => String(token.attrGet(name) ?? '');
    const latex = attribute('data-latex');
    if (token.tag === 'br') this.#atom('hardBreak');
    else if (token.tag === 'span' && latex !== '') {
      this.#atom('inlineMath', { latex: readLatex(latex) });
      this.#begin('span', null);
    } else if (token.tag === 'div' && token.attrGet('data-latex') !== null) {
      this.#block('blockMath', { latex: readLatex(latex) });
    } else if (token.tag === 'mark') {
      const color = readColor(attribute('data-highlight')) ?? 'yellow';
      this.#begin('mark', this.#mark('highlight', { color }));
    } else if (token.tag === 'span') {
      const color = readColor(attribute('data-text-color'));
      this.#begin('span', color ? this.#mark('textColor', { color }) : null);
    } else if (tagMarks[token.tag]) this.#begin(token.tag, this.#mark(tagMarks[token.tag] ?? ''));
  }

  #link(href: string): void {
    const address = readAddressOf(href);
    if (address) this.#reference(address, this.#labelToEnd());
    else this.#begin('link', isSafeAddress(href) ? this.#mark('link', { href }) : null);
  }

  #reference({ kind, id, values }: NoteAddress, label: string): void {
    if (kind === 'person') {
      const name = readLabel(label.replace(/^@/, '')) ?? '';
      const person = readPersonId(id);
      if (person) this.#atom('mention', { id: person, label: name });
      else this.#text(label);
    } else if (kind === 'note') {
      const note = readUuid(id);
      if (note) this.#atom('noteLink', { id: note, label: readLabel(label) });
      else this.#text(label);
    } else {
      const attachment_id = readUuid(id);
      const name = readName(label) ?? '';
      const size_bytes = readSize(values.size) ?? 0;
      const media_type = readMediaType(values.type) ?? 'application/octet-stream';
      if (attachment_id) this.#block('file', { attachment_id, name, size_bytes, media_type });
      else this.#text(label);
    }
  }

  /** A picture of this installation is a block of its own. One from elsewhere is a link: a note fetches nothing. */
  #image(token: Token): void {
    const src = String(token.attrGet('src') ?? '');
    const alt = plainText(token.children ?? []);
    const address = readAddressOf(src);
    const attachment_id = address?.kind === 'attachment' ? readUuid(address.id) : undefined;
    if (attachment_id) {
      this.#block('image', {
        attachment_id,
        alt: readWords(alt) ?? '',
        caption: readWords(String(token.attrGet('title') ?? '')) ?? '',
        width: readWidth(address?.values.width) ?? 100,
        name: readName(address?.values.name) ?? '',
      });
    } else if (/^https?:/i.test(src) && isSafeAddress(src))
      this.#text(alt || src, this.#mark('link', { href: src }));
    else this.#text(alt);
  }

  #labelToEnd(): string {
    const start = this.#next;
    while (this.#tokens[this.#next] && this.#tokens[this.#next]?.type !== 'link_close') this.#next += 1;
    return plainText(this.#tokens.slice(start, this.#next++));
  }
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content }) => (/break$/.test(type) ? ' ' : type === 'image' ? '' : content))
    .join('');
}
