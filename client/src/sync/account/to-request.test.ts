import { createNoteRequestSchema, updateNoteRequestSchema } from '@scriptorium/shared/api/notes.ts';
import { describe, expect, it } from 'vitest';
import type { CommentOn, Operation } from './operations.ts';
import { at, create, place, restore, tag, trash } from './testing.ts';
import { toRequest } from './to-request.ts';

const note_id = '6f1e2c1a-9d3b-4c1e-8a55-0d6f2b7c9e10';
const parent_id = '0b8f7d8e-2f55-4f0e-9a51-3f1f5a4f7c21';
const rank = '0|hzzzzz:';

type OnNote = Exclude<Operation, CommentOn>;

describe('an operation', () => {
  it.each<[Operation, string, unknown]>([
    [place(note_id, parent_id, rank), `PATCH /notes/${note_id}`, { parent_id, rank, at: at() }],
    [place(note_id, null, rank), `PATCH /notes/${note_id}`, { parent_id: null, rank, at: at() }],
    [tag(note_id, 'x'), `PATCH /notes/${note_id}`, { tags: ['x'], at: at() }],
    [trash(note_id), `PATCH /notes/${note_id}`, { trashed: true, at: at() }],
    [restore(note_id), `PATCH /notes/${note_id}`, { trashed: false, at: at() }],
    [
      { kind: 'rename', note_id, at: at(), title: 'New' },
      `PATCH /notes/${note_id}`,
      { title: 'New', at: at() },
    ],
    [create(note_id, parent_id), 'POST /notes', { id: note_id, parent_id, fallback_workspace_id: 'w', rank }],
    [create(note_id), 'POST /notes', { id: note_id, workspace_id: 'w', rank }],
    [
      { kind: 'favourite', note_id, at: at(), is_favourite: true, rank },
      `PUT /notes/${note_id}/favourite`,
      { rank, at: at() },
    ],
    [
      { kind: 'favourite', note_id, at: at(), is_favourite: false, rank: null },
      `DELETE /notes/${note_id}/favourite`,
      { at: at() },
    ],
  ])('%o is one request', (operation, request, json) => {
    const made = toRequest(operation as OnNote);
    expect([`${made.method} ${made.path}`, made.json]).toEqual([request, json]);
    if (made.method === 'PATCH') expect(updateNoteRequestSchema.parse(json)).toEqual(json);
  });

  it('that makes a note names no workspace where the server knows better', () => {
    const made = toRequest({ ...create(note_id), workspace_id: null } as OnNote);
    expect(made.json).toEqual({ id: note_id, rank });
    expect(createNoteRequestSchema.parse(made.json)).toEqual(made.json);
  });

  it('that uploads has the bytes of the account’s store as its body', () => {
    const upload = { kind: 'upload_attachment', attachment_id: parent_id, name: 'a b.png' } as const;
    const made = toRequest({ ...upload, note_id, at: at(), media_type: 'image/png', size_bytes: 3 });
    expect(made).toEqual({
      method: 'PUT',
      path: `/notes/${note_id}/attachments/${parent_id}?name=a+b.png`,
      blob: { id: parent_id, media_type: 'image/png' },
    });
  });
});
