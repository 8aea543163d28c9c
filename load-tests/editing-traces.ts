/**
 * The real editing histories of `../shared/data` (beside the project), and a typist who types one into a note the way
 * the editor does: a paragraph a line, Enter splits it, a deleted line break joins two.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';

export type Patch = [position: number, deleted: number, inserted: string];

export interface SequentialTrace {
  endContent: string;
  txns: { patches: Patch[] }[];
}

/** Two authors, 0 and 1, in one text. A transaction's positions refer to the merge of its parents. */
export interface ConcurrentTrace {
  endContent: string;
  txns: { parents: number[]; agent: number; patches: Patch[] }[];
}

/** @throws Error when the handbook's data is not beside the project */
export function readTrace(name: 'automerge-paper' | 'sveltecomponent'): SequentialTrace {
  return read(name) as SequentialTrace;
}

/** @returns null when the handbook's data is not beside the project */
export function readConcurrentTrace(name: 'friendsforever'): ConcurrentTrace | null {
  return existsSync(fileOf(name)) ? (read(name) as ConcurrentTrace) : null;
}

function read(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(fileOf(name))).toString('utf8'));
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../../shared/data/${name}.json.gz`, import.meta.url));
}

/** Types into an empty body. Each call of `apply` is one Yjs transaction, so one update. */
export class Typist {
  readonly #doc: Y.Doc;
  readonly #body: Y.XmlFragment;
  /** Of each paragraph, in UTF-16 units; kept here because asking Yjs for a length costs a walk. */
  readonly #lengths: number[] = [0];
  readonly #texts: Y.XmlText[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#body = doc.getXmlFragment('default');
    doc.transact(() => this.#insertParagraph(0, ''));
  }

  apply(patches: readonly Patch[]): void {
    this.#doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) this.#delete(position, deleted);
        if (inserted) this.#insert(position, inserted);
      }
    });
  }

  #insert(position: number, inserted: string): void {
    let [line, column] = this.#locate(position);
    for (const [index, part] of inserted.split('\n').entries()) {
      if (index > 0) {
        this.#split(line, column);
        line += 1;
        column = 0;
      }
      if (part) this.#text(line).insert(column, part);
      this.#lengths[line] = this.#length(line) + part.length;
      column += part.length;
    }
  }

  #delete(position: number, count: number): void {
    const [line, column] = this.#locate(position);
    let left = count;
    while (left > 0) {
      const here = Math.min(left, this.#length(line) - column);
      if (here > 0) {
        this.#text(line).delete(column, here);
        this.#lengths[line] = this.#length(line) - here;
        left -= here;
      }
      if (left > 0) {
        this.#join(line);
        left -= 1;
      }
    }
  }

  #split(line: number, column: number): void {
    const text = this.#text(line);
    const tail = text.toString().slice(column);
    if (tail) text.delete(column, tail.length);
    this.#lengths[line] = column;
    this.#insertParagraph(line + 1, tail);
  }

  #join(line: number): void {
    const tail = this.#text(line + 1).toString();
    if (tail) this.#text(line).insert(this.#length(line), tail);
    this.#lengths[line] = this.#length(line) + tail.length;
    this.#body.delete(line + 1, 1);
    this.#lengths.splice(line + 1, 1);
    this.#texts.splice(line + 1, 1);
  }

  #insertParagraph(line: number, content: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText(content);
    paragraph.insert(0, [text]);
    this.#body.insert(line, [paragraph]);
    this.#texts.splice(line, 0, text);
    if (line === 0) this.#lengths[0] = content.length;
    else this.#lengths.splice(line, 0, content.length);
  }

  #locate(position: number): [line: number, column: number] {
    let column = position;
    for (const [line, length] of this.#lengths.entries()) {
      if (column <= length) return [line, column];
      column -= length + 1;
    }
    throw new RangeError(`the text has no position ${position}`);
  }

  #text(line: number): Y.XmlText {
    return this.#texts[line] as Y.XmlText;
  }

  #length(line: number): number {
    return this.#lengths[line] as number;
  }
}
