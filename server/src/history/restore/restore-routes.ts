/** `/api/v1/notes/:id/history/:seq/…`: the ways back. Each is an edit of whoever asks (H3). */
import {
  copiedSchema,
  restoredSchema,
  restoreSchema,
  type Restored,
  revertSchema,
  revisionSchema,
} from '@scriptorium/shared/api/history.ts';
import type { PresenceUser } from '@scriptorium/shared/protocol/awareness.ts';
import { requireHistory } from '../../access/history.ts';
import type { Auth } from '../../auth/better-auth.ts';
import { requireAccount, requireSignedIn } from '../../auth/person.ts';
import type { Context } from '../../platform/context.ts';
import { type Http, rateLimited } from '../../platform/http.ts';
import { ApiError } from '../../platform/problem.ts';
import { addEntry } from '../entries.ts';
import type { History } from '../history.ts';
import { requireKept } from '../kept.ts';
import { headSeq } from '../queries.ts';

const tags = ['history'];
const restores_per_minute_max = 30;
const copies_per_minute_max = 20;

/** The note in memory, as everybody edits it, and new ones. Implemented above this folder and handed in by `app.ts`. */
export interface LiveNote {
  /** A Yjs v1 update of all of it. */
  state(note_id: string): Promise<Uint8Array>;
  /**
   * Applies an edit; returns once it is durable.
   * @returns the seq of its update; null when it changed nothing
   */
  edit(note_id: string, person: PresenceUser, edit: Uint8Array): Promise<number | null>;
  /** Makes a note beside another one, from a Yjs v1 update, with the files that it shows. @returns its id and its seq */
  copy(of_note_id: string, person: PresenceUser, state: Uint8Array): Promise<{ id: string; seq: number }>;
}

interface TakeBack {
  kind: 'restore' | 'revert';
  note_id: string;
  since: number;
  seq: number | null;
  blocks: string[] | null;
}

export function restoreRoutes(http: Http, ctx: Context, auth: Auth, history: History, live: LiveNote): void {
  http.post(
    '/api/v1/notes/:id/history/:seq/restore',
    {
      config: { ...rateLimited(ctx, restores_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary:
          'Brings the note, or some of its blocks, back to what it was after that update, as an edit of the caller',
        params: revisionSchema,
        body: restoreSchema.nullish(),
        response: { 200: restoredSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const blocks = request.body?.blocks ?? null;
      return takeBack(person, { kind: 'restore', note_id: id, since: seq, seq: null, blocks });
    },
  );

  http.post(
    '/api/v1/notes/:id/history/:seq/revert',
    {
      config: { ...rateLimited(ctx, restores_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary:
          'Takes back what was done up to that update, and keeps what came later: a restore, for instance',
        params: revisionSchema,
        body: revertSchema,
        response: { 200: restoredSchema },
      },
    },
    async (request) => {
      const { person } = await requireSignedIn(ctx, auth, request);
      const { id, seq } = request.params;
      const { since } = request.body;
      if (since > seq)
        throw new ApiError('invalid_request', 'since is later than the revision of the address.');
      return takeBack(person, { kind: 'revert', note_id: id, since, seq, blocks: null });
    },
  );

  http.post(
    '/api/v1/notes/:id/history/:seq/copy',
    {
      config: { ...rateLimited(ctx, copies_per_minute_max), key_scope: 'notes:write' },
      schema: {
        tags,
        summary: 'Makes a new note of what the note was after that update',
        params: revisionSchema,
        response: { 201: copiedSchema },
      },
    },
    async (request, reply) => {
      const { person } = await requireAccount(ctx, auth, request);
      const { id, seq } = request.params;
      await requireHistory(ctx, id, person.id, 'history:read');
      await requireKept(ctx, id, seq);
      const state = await history.ask({ kind: 'content', note_id: id, seq, format: 'update' });
      if (!(state instanceof Uint8Array)) throw noSuchRevision();
      const copy = await live.copy(id, person, state);
      await addEntry(ctx.db, {
        ...{ note_id: copy.id, kind: 'copy', seq: copy.seq, person_id: person.id },
        ...{ of_seq: seq, of_note_id: id },
      });
      return reply.status(201).send({ id: copy.id });
    },
  );

  async function takeBack(person: PresenceUser, { kind, ...what }: TakeBack): Promise<Restored> {
    const { note_id, since } = what;
    const { is_trashed } = await requireHistory(ctx, note_id, person.id, 'history:restore');
    if (is_trashed) {
      throw new ApiError(
        'forbidden',
        'The note is in the trash, where it can only be read. Bring it back first.',
      );
    }
    await requireKept(ctx, note_id, since);
    const before_seq = await headSeq(ctx, note_id);
    const present = await live.state(note_id);
    const answer = await history.ask({ kind: 'restore', present, ...what });
    if (answer === null) throw noSuchRevision();
    if (answer === 'unknown') {
      throw new ApiError(
        'invalid_request',
        'The note never had one of these blocks. Take ids from its changes.',
      );
    }
    const { edit, carried, unreadable } = answer;
    const seq = edit && (await live.edit(note_id, person, edit));
    if (seq !== null) {
      await addEntry(ctx.db, { note_id, kind, seq, person_id: person.id, of_seq: since, carried });
    }
    return { before_seq, head_seq: await headSeq(ctx, note_id), seq, unreadable };
  }
}

export function noSuchRevision(): ApiError {
  return new ApiError(
    'not_found',
    'The note has not had so many changes. Look at its timeline for those it had.',
  );
}
