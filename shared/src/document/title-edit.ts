/**
 * The arithmetic of a one-line text field on a Y.Text: what was typed as one small edit, and where a caret goes when
 * somebody else edits. Positions count UTF-16 units, as Y.Text and the DOM do.
 */
export interface TextEdit {
  index: number;
  remove: number;
  insert: string;
}

/** A title is one line. Each line break becomes one space, so that positions stay what they were. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n\u2028\u2029]/g, (breaks) => ' '.repeat(breaks.length));
}

/**
 * The smallest edit that makes `after` of `before`. `caret` is where the caret is afterwards: it tells which of two
 * equal letters was typed (`aa|` from `a|` inserts at the caret, not at the front).
 */
export function editBetween(before: string, after: string, caret = after.length): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let tail = 0;
  const tailMax = Math.min(shorter, Math.max(0, after.length - caret));
  while (tail < tailMax && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  let head = 0;
  while (head < shorter - tail && before[head] === after[head]) head += 1;
  // The caret is inside what is equal (a paste, a spell checker): the rest of the common end is not part of the edit.
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (splitsPair(before, head) || splitsPair(after, head)) head -= 1;
  if (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail)) tail -= 1;
  return {
    index: head,
    remove: before.length - head - tail,
    insert: after.slice(head, after.length - tail),
  };
}

/** Where a position is after somebody else's edit. Text inserted exactly at it goes before it only if it `follows`. */
export function mapPosition(position: number, edit: TextEdit, follows = false): number {
  const end = edit.index + edit.remove;
  if (position < edit.index || (position === edit.index && !follows)) return position;
  if (position >= end) return position + edit.insert.length - edit.remove;
  return edit.index;
}

/** A Yjs delta as edits, each in the coordinates that the ones before it left. */
export function editsOfDelta(
  delta: readonly { retain?: number; insert?: unknown; delete?: number }[],
): TextEdit[] {
  const edits: TextEdit[] = [];
  let index = 0;
  for (const step of delta) {
    if (step.retain !== undefined) index += step.retain;
    else if (step.delete !== undefined) edits.push({ index, remove: step.delete, insert: '' });
    else if (typeof step.insert === 'string') {
      edits.push({ index, remove: 0, insert: step.insert });
      index += step.insert.length;
    }
  }
  return edits;
}

/** Whether cutting here would tear an emoji's two halves apart: two such halves merge into rubbish. */
function splitsPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  const before = text.charCodeAt(index - 1);
  return (
    index > 0 &&
    index < text.length &&
    unit >= 0xdc00 &&
    unit <= 0xdfff &&
    before >= 0xd800 &&
    before <= 0xdbff
  );
}
