import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { dropPending, findUpdateFault } from './update-check.ts';

interface Edit {
  /** Who edits. */
  at: number;
  kind: 'insert' | 'delete' | 'format' | 'nest' | 'hear';
  where: number;
}

const people = 3;
const edits = fc.array(
  fc.record<Edit>({
    at: fc.nat({ max: people - 1 }),
    kind: fc.constantFrom('insert', 'insert', 'delete', 'format', 'nest', 'hear'),
    where: fc.nat({ max: 1000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Everything that some people typed together, an update an edit, in the order in which it came to be. */
function updatesOf(edits: readonly Edit[]): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: people }, (_, index) => {
    const doc = new Y.Doc();
    doc.clientID = index + 1;
    doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'heard' && updates.push(update));
    return doc;
  });
  for (const { at, kind, where } of edits) {
    const doc = docs[at] as Y.Doc;
    const text = doc.getText('t');
    const index = where % (text.length + 1);
    if (kind === 'insert') text.insert(index, `${where}`);
    else if (kind === 'delete') text.delete(index, Math.min(3, text.length - index));
    else if (kind === 'format') text.format(index, text.length - index, { bold: true });
    else if (kind === 'nest') doc.getArray('a').push([new Y.Text('x')]);
    else for (const update of updates) Y.applyUpdate(doc, update, 'heard');
  }
  return updates;
}

describe('an update', () => {
  it('D4: is found to lack something exactly when Yjs could not apply all of it', () => {
    fc.assert(
      fc.property(edits, fc.infiniteStream(fc.nat({ max: 9 })), (made, dice) => {
        const doc = new Y.Doc();
        for (const update of updatesOf(made)) {
          if (Number(dice.next().value) < 3) continue; // this one is lost
          const fault = findUpdateFault(doc, update);
          Y.applyUpdate(doc, update);
          expect(fault).toBe(dropPending(doc) ? 'missing_dependency' : null);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('D4: that is merged from several, or is a whole state, is found whole', () => {
    fc.assert(
      fc.property(edits, (made) => {
        const updates = updatesOf(made);
        if (updates.length === 0) return;
        expect(findUpdateFault(new Y.Doc(), Y.mergeUpdates(updates))).toBeNull();
        const doc = new Y.Doc();
        for (const update of updates) Y.applyUpdate(doc, update);
        expect(findUpdateFault(new Y.Doc(), Y.encodeStateAsUpdate(doc))).toBeNull();
        expect(findUpdateFault(doc, Y.encodeStateAsUpdate(doc))).toBeNull();
      }),
    );
  });

  it('D4: that is cut short or made of random bytes is never applied in part: it is whole, or it is malformed', () => {
    fc.assert(
      fc.property(edits, fc.nat(), fc.uint8Array({ maxLength: 60 }), (made, cut, noise) => {
        const [first] = updatesOf(made);
        const broken = first ? first.subarray(0, cut % first.length) : noise;
        for (const bytes of [broken, noise]) {
          const doc = new Y.Doc();
          if (findUpdateFault(doc, bytes) !== null) continue;
          Y.applyUpdate(doc, bytes);
          expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBeNull();
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
