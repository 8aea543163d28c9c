import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf, stories, tell } from '../../test/history-story.ts';
import { documentAt } from '../documents/life.ts';
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
