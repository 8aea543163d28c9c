import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf, people, stories, tell } from '../../test/history-story.ts';
import { cutRows } from '../documents/archived.ts';
import { deleteSetOf } from '../documents/clock-ranges.ts';
import { forgetContent } from '../documents/forget.ts';
import { documentAt, type Life } from '../documents/life.ts';
import { thinRows } from '../documents/thin.ts';
import { stepsAfter } from './steps.ts';

test('H2: whoever applies the steps after a revision sees each of the later ones, exactly', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 7 }), (story, limit) => {
      const { server } = tell(story);
      const begin = Math.round(story.from * server.revisions.length);
      const before = Y.encodeStateAsUpdate(server.life.archive);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(documentAt(server.life, begin)));
      for (let seq = begin; seq < server.revisions.length; ) {
        const steps = stepsAfter(server.life, seq, limit);
        for (const step of steps) {
          expect(step.seq).toBe(++seq);
          Y.applyUpdate(doc, step.update);
          expect(contentOf(doc)).toEqual(server.at(seq));
          expect(doc.store.pendingStructs).toBeNull();
        }
      }
      expect(Y.encodeStateAsUpdate(server.life.archive)).toEqual(before);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('H2 H5: of a sitting that was thinned there is one step that does something, whoever had a part in it', () => {
  fc.assert(
    fc.property(
      stories,
      fc.infiniteStream(fc.nat(2)),
      fc.integer({ min: 1, max: 7 }),
      (story, authors, limit) => {
        const { server } = tell(story);
        const { life } = server;
        // Anybody may have passed on what another one wrote.
        for (const row of life.rows) row.author_id = people[authors.next().value as number] ?? null;
        const head = life.to_seq;
        const [from_seq, to_seq] = [story.from, story.to]
          .map((part) => 1 + Math.floor(part * (head - 1)))
          .sort((a, b) => a - b) as [number, number];
        const { rows, forgotten } = thinRows(cutRows(life.rows, { from_seq, to_seq }));
        forgetContent(life.archive, deleteSetOf(forgotten));
        const thinned: Life = {
          ...life,
          rows: [
            ...cutRows(life.rows, { from_seq: 1, to_seq: from_seq - 1 }),
            ...rows,
            ...cutRows(life.rows, { from_seq: to_seq + 1, to_seq: head }),
          ],
        };
        const doc = new Y.Doc();
        for (let seq = 0; seq < head; ) {
          for (const step of stepsAfter(thinned, seq, limit)) {
            expect(step.seq).toBe(++seq);
            Y.applyUpdate(doc, step.update);
            const point = from_seq <= seq && seq < to_seq ? from_seq - 1 : seq;
            expect(contentOf(doc)).toEqual(server.at(point));
            expect(contentOf(documentAt(thinned, seq))).toEqual(server.at(point));
            expect(doc.store.pendingStructs).toBeNull();
          }
        }
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
