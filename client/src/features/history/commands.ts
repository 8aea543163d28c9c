/** What can be done with a note's past. */
import {
  type Restored,
  copiedSchema,
  purgedSchema,
  restoredSchema,
  versionSchema,
} from '@scriptorium/shared/api/history.ts';
import { command, request, requestBytes } from '../../lib/api-client.ts';
import { saveFile } from '../../lib/save-file.ts';

export interface VersionName {
  name: string;
  comment: string;
}

/** @param blocks only these; null: the whole note */
export function restore(noteId: string, seq: number, blocks: readonly string[] | null): Promise<Restored> {
  return request(`/notes/${noteId}/history/${seq}/restore`, restoredSchema, {
    method: 'POST',
    body: blocks ? { blocks } : {},
  });
}

/** Takes back what one update did, and keeps what others wrote since. */
export function takeBack(noteId: string, seq: number): Promise<Restored> {
  return request(`/notes/${noteId}/history/${seq}/revert`, restoredSchema, {
    method: 'POST',
    body: { since: seq - 1 },
  });
}

export async function nameVersion(
  noteId: string,
  seq: number,
  { name, comment }: VersionName,
): Promise<void> {
  const body = comment ? { seq, name, comment } : { seq, name };
  await request(`/notes/${noteId}/versions`, versionSchema, { method: 'POST', body });
}

export async function changeVersion(
  noteId: string,
  id: string,
  { name, comment }: VersionName,
): Promise<void> {
  const body = { name, comment: comment || null };
  await request(`/notes/${noteId}/versions/${id}`, versionSchema, { method: 'PATCH', body });
}

export function removeVersion(noteId: string, id: string): Promise<void> {
  return command(`/notes/${noteId}/versions/${id}`, { method: 'DELETE' });
}

/** All that the note was before now. */
export async function purgeHistory(noteId: string): Promise<void> {
  await request(`/notes/${noteId}/history`, purgedSchema, { method: 'DELETE' });
}

/** @returns the id of the new note */
export async function copyVersion(noteId: string, seq: number): Promise<string> {
  const { id } = await request(`/notes/${noteId}/history/${seq}/copy`, copiedSchema, { method: 'POST' });
  return id;
}

export type FileFormat = 'markdown' | 'html' | 'json';
const endings: Record<FileFormat, string> = { markdown: 'md', html: 'html', json: 'json' };

export async function downloadVersion(
  noteId: string,
  seq: number,
  format: FileFormat,
  title: string,
): Promise<void> {
  const bytes = await requestBytes(`/notes/${noteId}/history/${seq}?format=${format}`);
  saveFile(new Blob([bytes.slice()]), title, endings[format]);
}
