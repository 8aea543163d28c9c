/** An operation as the request that does it. Times travel along, so that the server can tell the later from the earlier. */
import type {
  AddFavouriteRequest,
  CreateNoteRequest,
  RemoveFavouriteRequest,
  UpdateNoteRequest,
} from '@scriptorium/shared/api/notes.ts';
import type { CommentOn, Operation } from './operations.ts';

export interface OperationRequest {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`. */
  path: string;
  json?: unknown;
  /** The body is this blob of the account's store. */
  blob?: { id: string; media_type: string };
}

/** What is about comments is code for those who have one to send. */
export async function requestOf(operation: Operation): Promise<OperationRequest> {
  if (operation.kind !== 'comment') return toRequest(operation);
  const { commentRequest } = await import('../comments/comment-request.ts');
  return commentRequest(operation);
}

export function toRequest(operation: Exclude<Operation, CommentOn>): OperationRequest {
  const { note_id, at } = operation;
  const path = `/notes/${note_id}`;
  const update = (json: UpdateNoteRequest): OperationRequest => ({
    method: 'PATCH',
    path,
    json: { ...json, at },
  });
  switch (operation.kind) {
    case 'create_note':
      return { method: 'POST', path: '/notes', json: toCreate(operation) };
    case 'rename':
      return update({ title: operation.title });
    case 'place':
      return update({ parent_id: operation.parent_id, rank: operation.rank });
    case 'tag':
      return update({ tags: operation.tags });
    case 'trash':
      return update({ trashed: true });
    case 'restore':
      return update({ trashed: false });
    case 'favourite':
      return operation.is_favourite
        ? { method: 'PUT', path: `${path}/favourite`, json: toFavourite(operation.rank, at) }
        : { method: 'DELETE', path: `${path}/favourite`, json: { at } satisfies RemoveFavouriteRequest };
    case 'upload_attachment': {
      const { attachment_id, name, media_type } = operation;
      return {
        method: 'PUT',
        path: `${path}/attachments/${attachment_id}?${new URLSearchParams({ name })}`,
        blob: { id: attachment_id, media_type },
      };
    }
  }
}

/** A parent decides the workspace: it may have moved to another meanwhile. */
function toCreate(operation: Extract<Operation, { kind: 'create_note' }>): CreateNoteRequest {
  const { note_id, parent_id, workspace_id, rank } = operation;
  const workspace = workspace_id ?? undefined;
  const where = parent_id ? { parent_id, fallback_workspace_id: workspace } : { workspace_id: workspace };
  return { id: note_id, rank, ...where };
}

function toFavourite(rank: string | null, at: string): AddFavouriteRequest {
  return rank === null ? { at } : { rank, at };
}
