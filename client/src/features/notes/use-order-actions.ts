/** What only the server can do with notes: it is asked, and the list is fetched anew. */
import { type Note, noteSchema } from '@scriptorium/shared/api/notes.ts';
import { emptiedSchema, renamedTagSchema } from '@scriptorium/shared/api/order.ts';
import type { ColorName } from '@scriptorium/shared/document/safe-values.ts';
import { command, request } from '../../lib/api-client.ts';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { showToast } from '../../ui/toast.tsx';
import { useAccount } from './account-context.ts';

export interface Copy {
  title?: string;
  with_below?: boolean;
  /** As from a template: the day, as people read it. */
  fill?: { date: string };
}

/** Each resolves with null, or false, when it was not done; why is told. */
export function useOrderActions() {
  const account = useAccount();

  async function done<Result>(act: () => Promise<Result>): Promise<Result | null> {
    try {
      const result = await act();
      await account.refresh();
      return result;
    } catch (error) {
      showToast(t('order.notDone', { reason: errorWords(error) }));
      return null;
    }
  }
  const isDone = async (act: () => Promise<unknown>) => (await done(async () => [await act()])) !== null;
  const tagPath = (workspaceId: string, tag: string) =>
    `/workspaces/${workspaceId}/tags/${encodeURIComponent(tag)}`;

  return {
    deleteForGood: (note: Note) => isDone(() => command(`/notes/${note.id}`, { method: 'DELETE' })),
    /** Piece by piece, where much lies there. */
    emptyTrash: (workspaceId: string) =>
      isDone(async () => {
        const path = `/workspaces/${workspaceId}/trash`;
        for (;;) {
          const { deleted, left } = await request(path, emptiedSchema, { method: 'DELETE' });
          if (left === 0 || deleted === 0) return;
        }
      }),
    duplicate: (note: Note, copy: Copy) => {
      // A second try of the same click makes no second copy.
      const body = { id: crypto.randomUUID(), ...copy };
      return done(() => request(`/notes/${note.id}/duplicate`, noteSchema, { method: 'POST', body }));
    },
    moveTo: (note: Note, workspace_id: string, parent_id: string | null) => {
      const body = { workspace_id, parent_id };
      return done(() => request(`/notes/${note.id}/move`, noteSchema, { method: 'POST', body }));
    },
    setTemplate: (note: Note, is_template: boolean) => {
      const body = { is_template };
      return done(() => request(`/notes/${note.id}`, noteSchema, { method: 'PATCH', body }));
    },
    colorTag: (workspaceId: string, tag: string, color: ColorName | null) =>
      isDone(() => command(tagPath(workspaceId, tag), { method: 'PUT', body: { color } })),
    renameTag: (workspaceId: string, tag: string, name: string) =>
      isDone(() => request(tagPath(workspaceId, tag), renamedTagSchema, { method: 'PATCH', body: { name } })),
    deleteTag: (workspaceId: string, tag: string) =>
      isDone(() => request(tagPath(workspaceId, tag), renamedTagSchema, { method: 'DELETE' })),
  };
}
