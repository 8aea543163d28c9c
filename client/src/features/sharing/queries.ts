import { noteAccessSchema } from '@scriptorium/shared/api/note-access.ts';
import { type AddedMember, addedMemberSchema } from '@scriptorium/shared/api/notes.ts';
import {
  type ChangeShareLinkRequest,
  linkVisitorListSchema,
  type ShareLink,
  shareLinkSchema,
} from '@scriptorium/shared/api/share-links.ts';
import type { NoteRole } from '@scriptorium/shared/permissions.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { command, request } from '../../lib/api-client.ts';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { showToast } from '../../ui/toast.tsx';

const pathOf = (noteId: string) => `/notes/${encodeURIComponent(noteId)}`;
const linkPath = ({ note_id, id }: Pick<ShareLink, 'note_id' | 'id'>) => `${pathOf(note_id)}/links/${id}`;

export const accessQuery = (noteId: string) =>
  queryOptions({
    queryKey: ['access', noteId],
    queryFn: ({ signal }) => request(`${pathOf(noteId)}/access`, noteAccessSchema, { signal }),
  });

export const visitorsQuery = (link: ShareLink) =>
  queryOptions({
    queryKey: ['visitors', link.id],
    queryFn: async ({ signal }) =>
      (await request(`${linkPath(link)}/visitors`, linkVisitorListSchema, { signal })).visitors,
  });

/** Something about who can see the note. Afterwards it is asked for anew; what fails says so, and why. */
export function useShareChange<Input, Answer>(send: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onError: (error) => showToast(t('sharing.notDone', { reason: errorWords(error) })),
    onSettled: () => client.invalidateQueries(),
  });
}

interface Shared {
  email: string;
  role: NoteRole;
  with_below: boolean;
}

export const sendShare = (noteId: string, body: Shared): Promise<AddedMember> =>
  request(`${pathOf(noteId)}/members`, addedMemberSchema, { method: 'POST', body });

export const sendRemoval = (noteId: string, personId: string) =>
  command(`${pathOf(noteId)}/members/${personId}`, { method: 'DELETE' });

export const sendUninvite = (noteId: string, id: string) =>
  command(`${pathOf(noteId)}/invitations/${id}`, { method: 'DELETE' });

export const sendRestricted = (noteId: string, restricted: boolean) =>
  command(`${pathOf(noteId)}/restricted`, { method: 'PUT', body: { restricted } });

export const sendNewLink = (noteId: string): Promise<ShareLink> =>
  request(`${pathOf(noteId)}/links`, shareLinkSchema, { method: 'POST', body: {} });

export const sendLinkChange = (link: ShareLink, body: ChangeShareLinkRequest): Promise<ShareLink> =>
  request(linkPath(link), shareLinkSchema, { method: 'PATCH', body });

export const sendLinkRevocation = (link: ShareLink) => command(linkPath(link), { method: 'DELETE' });
