/** What is drawn in the middle of the mode: a revision with its changes, or while it moves, only the revision. */
import type { NoteChanges } from '@scriptorium/shared/api/history.ts';
import { useMemo, useState } from 'react';
import * as Y from 'yjs';
import { type Compare, sinceOf } from './compare.ts';
import type { Entry } from './entries.ts';
import { useChanges, useRevision } from './queries.ts';
import { useCalm } from './use-calm.ts';
import type { Film } from './use-film.ts';

/** As whoever draws the note takes it. `current`: the id of the block that is looked at, or `title`. */
export type PastContent =
  | { kind: 'doc'; doc: Y.Doc }
  | { kind: 'changes'; changes: NoteChanges; isWhoWrote: boolean; current: string | null };

interface Asked {
  noteId: string;
  seq: number;
  compare: Compare;
  entries: readonly Entry[];
  film: Film;
  /** Somebody drags the scrubber. */
  isScrubbing: boolean;
}

export interface Past {
  /** null: it is on its way. */
  doc: Y.Doc | null;
  /** null: `doc` is to be shown. */
  changes: NoteChanges | null;
  /** What is shown is from before; the newer is on its way. */
  isBusy: boolean;
  /** From this device: the server could not be reached. */
  isKept: boolean;
  error: Error | null;
  /** The note is there, but not what was changed in it. */
  changesError: Error | null;
}

/** Whoever drags the scrubber sees so many revisions a second, and the last one. */
const revision_every_ms = 125;

export function usePast({ noteId, seq, compare, entries, film, isScrubbing }: Asked): Past {
  const calm = useCalm(seq, revision_every_ms);
  const isMoving = film.isPlaying || isScrubbing;
  const since = sinceOf(compare, entries, calm);
  const changes = useChanges(noteId, isMoving ? null : { seq: calm, since });
  const isThere = !isMoving && changes.data !== undefined && !changes.isPlaceholderData;
  const isFilmed = film.player !== null && (film.isPlaying || film.moment?.seq === calm);
  // What comes first is shown first; after a move the bare revision stays until its changes are there.
  const [isBare, setBare] = useState(true);
  if (isMoving && !isBare) setBare(true);
  if (isThere && isBare) setBare(false);

  const needsState = !isFilmed && (isBare || changes.isError);
  const revision = useRevision(noteId, needsState ? calm : null);
  const state = revision.data?.data;
  const stateDoc = useMemo(() => (state ? docOf(state) : null), [state]);

  const filmDoc = isFilmed && film.player ? film.player.doc : null;
  const withChanges = isThere || (!isBare && !isMoving && !changes.isError) ? changes.data : undefined;
  return {
    doc: filmDoc ?? stateDoc,
    changes: withChanges?.data ?? null,
    isBusy: !film.isPlaying && !isThere && !changes.isError,
    isKept: (withChanges ?? revision.data)?.isKept === true,
    error: changes.isError || isMoving ? revision.error : null,
    changesError: changes.error,
  };
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}
