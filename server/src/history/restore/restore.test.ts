import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import { toText } from '@scriptorium/shared/document/to-text.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  type Content,
  contentOf,
  people,
  type Story,
  type StoryServer,
  stories,
  tell,
} from '../../../test/history-story.ts';
import { applyNoteEdit } from '../../../test/random-note-edits.ts';
import { documentAt } from '../../documents/life.ts';
import { changesBetween } from '../changes/note-changes.ts';
import { type TakeBack, takeBack } from './restore.ts';

const many = { numRuns: 500 };
const ms_max = 120_000;

test(
  'H3: a restore is exact, the same for all, taken back exactly, and keeps what is written offline',
  () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { server, devices } = tell(story);
        const [, , third] = devices as [Y.Doc, Y.Doc, Y.Doc];
        const seq = Math.round(story.from * server.revisions.length);
        const present = contentOf(server.doc);
        const restored = apply(server, { since: seq, seq: null, blocks: null });
        expect(contentOf(server.doc)).toEqual(server.at(seq));
        if (restored) apply(server, { since: restored - 1, seq: restored, blocks: null });
        expect(contentOf(server.doc)).toEqual(present);

        apply(server, { since: seq, seq: null, blocks: null });
        third.getText('title').insert(0, 'written offline');
        server.sync(third, 'mary');
        expect(server.doc.getText('title').toString()).toContain('written offline');
        expectSameForAll(server, devices);
      }),
      many,
    );
  },
  ms_max,
);

test(
  'H3: what takes a restore back keeps what was written since',
  () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { server, devices } = tell(story);
        const [first] = devices as [Y.Doc, Y.Doc, Y.Doc];
        const seq = Math.round(story.from * server.revisions.length);
        const present = contentOf(server.doc);
        const restored = apply(server, { since: seq, seq: null, blocks: null });
        server.sync(first, 'ada');
        const title = first.getText('title');
        title.insert(title.length, ' written since');
        server.sync(first, 'ada');
        if (restored) apply(server, { since: restored - 1, seq: restored, blocks: null });
        const { title: now, body } = contentOf(server.doc);
        expect(body).toEqual(present.body);
        expect(now.replace(' written since', '')).toBe(present.title);
        expect(now).toContain(' written since');
        expectSameForAll(server, devices);
      }),
      many,
    );
  },
  ms_max,
);

test(
  'H3: a block comes back as it was, and nothing happens to the others; it is taken back exactly',
  () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { server, devices } = tell(story);
        const seq = Math.round(story.from * server.revisions.length);
        const { body } = changesBetween(server.life, 0, seq, new Map(), true);
        const there = body.filter(({ change }) => change !== undefined);
        const index = Math.floor(story.to * there.length);
        const block = there[index];
        if (!block?.id) return;
        const present = contentOf(server.doc);
        const others = untouched(server, seq).filter(({ id }) => id !== block.id);
        const restored = apply(server, { since: seq, seq: null, blocks: [block.id] });
        const blocks = blocksOf(contentOf(server.doc));
        expect(blocks).toContainEqual(blocksOf(server.at(seq))[index]);
        for (const { shown } of others) expect(blocks).toContainEqual(shown);
        if (restored) apply(server, { since: restored - 1, seq: restored, blocks: null });
        expect(contentOf(server.doc)).toEqual(present);
        expectSameForAll(server, devices);
      }),
      many,
    );
  },
  ms_max,
);

test(
  'H3 F2: where the note in memory is behind the log, a restore still goes all the way',
  () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { server } = tell(story);
        const seq = Math.round(story.from * server.revisions.length);
        const behind = documentAt(server.life, Math.round(story.to * server.revisions.length));
        const present = Y.encodeStateAsUpdate(behind);
        const { edit } = takeBack(server.life, { since: seq, seq: null, blocks: null }, new Map(), present);
        if (edit) Y.applyUpdate(behind, edit);
        server.edit(edit ?? present, 'grace');
        expect(behind.store.pendingStructs).toBeNull();
        expect(contentOf(server.doc)).toEqual(server.at(seq));
      }),
      many,
    );
  },
  ms_max,
);

test('H3: what takes a restore back leaves the blocks in which somebody wrote since, with their words', () => {
  const { server, devices } = tell({ note: lines('one', 'two'), steps: [], leaves: 1, from: 0, to: 1 });
  const [first] = devices as [Y.Doc, Y.Doc, Y.Doc];
  const good = server.life.to_seq;
  applyNoteEdit(first, { kind: 'drop', at: 0 });
  applyNoteEdit(first, { kind: 'drop', at: 0 });
  server.sync(first, 'ada');
  const restored = apply(server, { since: good, seq: null, blocks: null }) ?? 0;
  server.sync(first, 'ada');
  applyNoteEdit(first, { kind: 'type', at: 0, text: 'a ' });
  server.sync(first, 'ada');
  apply(server, { since: restored - 1, seq: restored, blocks: null });
  const words = toText(server.doc.getXmlFragment('default')).split('\n');
  expect(words.filter((line) => line !== '')).toEqual(['a ']);
});

/** @returns the seq of the edit; null when there was nothing to do */
function apply(server: StoryServer, what: TakeBack): number | null {
  const { edit } = takeBack(server.life, what, new Map(), Y.encodeStateAsUpdate(server.doc));
  return edit && server.edit(edit, 'grace');
}

function expectSameForAll(server: StoryServer, devices: readonly Y.Doc[]): void {
  for (const [index, device] of devices.entries()) server.sync(device, people[index] as string);
  for (const device of devices) {
    Y.applyUpdate(device, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(device)));
    expect(contentOf(device)).toEqual(contentOf(server.doc));
    expect(device.store.pendingStructs).toBeNull();
  }
}

/** Blocks in which nothing happened since a revision. */
function untouched(server: StoryServer, seq: number): { id: string | undefined; shown: unknown }[] {
  const { body, changes } = changesBetween(server.life, seq, server.life.to_seq, new Map(), true);
  const shown = blocksOf(contentOf(server.doc));
  const isChanged = ({ change, content = [] }: ChangedNode): boolean =>
    change !== undefined || content.some(isChanged);
  return body
    .filter(({ change }) => change === undefined || changes[change]?.kind !== 'deleted')
    .flatMap((block, index) => (isChanged(block) ? [] : [{ id: block.id, shown: shown[index] }]));
}

function blocksOf({ body }: Content): unknown[] {
  return (body as { content: unknown[] }).content;
}

function lines(...texts: string[]): Story['note'] {
  return {
    type: 'doc',
    content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text, marks: [] }] })),
  };
}
