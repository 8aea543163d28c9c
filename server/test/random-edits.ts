/** Random commands for property tests: plain data, so that a failed run can be read and run again. */
import * as fc from 'fast-check';
import * as Y from 'yjs';
import { randomPart } from './random-part.ts';

/** `at` and `span` are parts of whatever is there: 0 is the begin, 1 the end. */
export type Edit =
  | { kind: 'paragraph'; at: number; text: string }
  | { kind: 'insert'; line: number; at: number; text: string }
  | { kind: 'delete'; line: number; at: number; span: number }
  | { kind: 'format'; line: number; at: number; span: number; mark: 'bold' | 'italic'; isOn: boolean }
  | { kind: 'drop'; line: number }
  | { kind: 'title'; at: number; text: string };

/** No line breaks, as an editor writes it; several bytes a character now and then. */
const text = fc.string({ unit: fc.constantFrom(...'abcdefgh .é漢'), minLength: 1, maxLength: 12 });

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('paragraph' as const), at: randomPart, text }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), line: randomPart, at: randomPart, text }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      line: randomPart,
      at: randomPart,
      span: randomPart,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('format' as const),
      line: randomPart,
      at: randomPart,
      span: randomPart,
      mark: fc.constantFrom('bold' as const, 'italic' as const),
      isOn: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), line: randomPart }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('title' as const), at: randomPart, text }) },
);

/** Does nothing where there is nothing to do it to: an empty note has no line to delete from. */
export function applyEdit(
  { doc, title, body }: { doc: Y.Doc; title: Y.Text; body: Y.XmlFragment },
  edit: Edit,
): void {
  doc.transact(() => {
    if (edit.kind === 'title') return title.insert(placeIn(title.length, edit.at), edit.text);
    if (edit.kind === 'paragraph') {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(edit.text)]);
      return body.insert(placeIn(body.length, edit.at), [paragraph]);
    }
    if (body.length === 0) return;
    const index = Math.min(placeIn(body.length, edit.line), body.length - 1);
    if (edit.kind === 'drop') return body.delete(index);
    const line = (body.get(index) as Y.XmlElement).get(0) as Y.XmlText;
    const at = placeIn(line.length, edit.at);
    if (edit.kind === 'insert') return line.insert(at, edit.text);
    const span = Math.ceil((line.length - at) * edit.span);
    if (span === 0) return;
    if (edit.kind === 'delete') line.delete(at, span);
    else line.format(at, span, { [edit.mark]: edit.isOn ? {} : null });
  });
}

function placeIn(length: number, at: number): number {
  return Math.round(length * at);
}
