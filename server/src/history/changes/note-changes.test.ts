import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentAt } from '../../documents/life.ts';
import {
  type Content,
  contentOf,
  type Json,
  normalNode,
  stories,
  type Story,
  tell,
} from '../../../test/history-story.ts';
import { changesBetween, type FoundChanges } from './note-changes.ts';

test('H2: what a comparison shows is exactly the later revision, and the earlier one where nothing is taken for a copy', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { server } = tell(story);
      const { from, to } = spanOf(story, server.revisions.length);
      expect(contentOf(documentAt(server.life, to))).toEqual(server.at(to));
      const exact = changesBetween(server.life, from, to, new Map(), true);
      expect(shownOf(exact, 'deleted')).toEqual(server.at(to));
      expect(shownOf(exact, 'inserted')).toEqual(withoutMarks(server.at(from)));
      const seen = changesBetween(server.life, from, to, new Map());
      expect(shownOf(seen, 'deleted')).toEqual(server.at(to));
    }),
    { numRuns: 500 },
  );
}, 120_000);

function spanOf({ from, to }: Story, revisions: number): { from: number; to: number } {
  const [a, b] = [Math.round(from * revisions), Math.round(to * revisions)];
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** The note without what has a kind of change; without insertions its marks are those of neither revision, so none. */
function shownOf({ title, body, changes }: FoundChanges, without: 'deleted' | 'inserted'): Content {
  const isBefore = without === 'inserted';
  const isThere = ({ change }: { change?: number | undefined }) =>
    change === undefined || changes[change]?.kind !== without;
  const strip = (nodes: readonly ChangedNode[]): Json[] =>
    nodes.filter(isThere).map(({ type, text, marks, content, attrs, change }) => {
      const was = change === undefined ? null : changes[change]?.was;
      return {
        type,
        text,
        marks,
        attrs: isBefore && was ? was.attrs : attrs,
        content: content && strip(content),
      };
    });
  return {
    title: title
      .filter(isThere)
      .map(({ text }) => text)
      .join(''),
    body: normalNode({ type: 'doc', content: strip(body) }, isBefore),
  };
}

function withoutMarks({ title, body }: Content): Content {
  return { title, body: normalNode(body, true) };
}
