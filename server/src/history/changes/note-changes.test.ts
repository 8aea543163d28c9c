import type { ChangedNode } from '@scriptorium/shared/api/history.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentAt } from '../../documents/life.ts';
import { type Content, contentOf, stories, type Story, tell } from '../../../test/history-story.ts';
import { changesBetween, type FoundChanges } from './note-changes.ts';

test('H2: what a comparison shows is exactly the later revision, and the earlier one where nothing is taken for a copy', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { server } = tell(story);
      const { from, to } = spanOf(story, server.revisions.length);
      expect(contentOf(documentAt(server.life, to))).toEqual(server.at(to));
      const exact = changesBetween(server.life, from, to, new Map(), true);
      expect(shownOf(exact, 'deleted')).toEqual(normal(server.at(to)));
      expect(shownOf(exact, 'inserted')).toEqual(normal(server.at(from), true));
      const seen = changesBetween(server.life, from, to, new Map());
      expect(shownOf(seen, 'deleted')).toEqual(normal(server.at(to)));
    }),
    { numRuns: 500 },
  );
}, 60_000);

function spanOf({ from, to }: Story, revisions: number): { from: number; to: number } {
  const [a, b] = [Math.round(from * revisions), Math.round(to * revisions)];
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** The note without what has a kind of change; texts are as they came out, marks at the later revision. */
function shownOf({ title, body, changes }: FoundChanges, without: 'deleted' | 'inserted'): Content {
  const isThere = ({ change }: { change?: number | undefined }) =>
    change === undefined || changes[change]?.kind !== without;
  const strip = (nodes: readonly ChangedNode[]): unknown[] =>
    nodes.filter(isThere).map(({ type, text, marks, content, attrs, change }) => {
      const was = change === undefined ? null : changes[change]?.was;
      return {
        type,
        text,
        marks: without === 'inserted' && text !== undefined ? undefined : marks,
        attrs: without === 'inserted' && was ? was.attrs : attrs,
        content: content && strip(content),
      };
    });
  return normal(
    {
      title: title
        .filter(isThere)
        .map(({ text }) => text)
        .join(''),
      body: { type: 'doc', content: strip(body) },
    },
    without === 'inserted',
  );
}

/** Texts with the same marks are one; marks stand in the order of their names. */
function normal({ title, body }: Content, withoutMarks = false): Content {
  return { title, body: normalNode(body as Json, withoutMarks) };
}

interface Json {
  type: string;
  text?: string | undefined;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: unknown }[] | undefined;
  content?: Json[] | undefined;
}

function normalNode(node: Json, withoutMarks: boolean): Json {
  const { type, text, attrs = {}, marks = [], content = [] } = node;
  const normalMarks = withoutMarks ? [] : [...marks].sort((a, b) => (a.type < b.type ? -1 : 1));
  if (text !== undefined) return { type, text, marks: normalMarks };
  const children: Json[] = [];
  for (const child of content) {
    const next = normalNode(child, withoutMarks);
    const last = children.at(-1);
    if (last?.text !== undefined && next.text !== undefined && same(last.marks, next.marks)) {
      last.text += next.text;
    } else if (next.text !== '') children.push(next);
  }
  return { type, attrs: Object.fromEntries(Object.entries(attrs).sort()), content: children };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
