/** The audit trail: what was done that cannot be undone, or that concerns everybody in a workspace. */
import type { Tx } from '../platform/db.ts';

export type AuditAction =
  | 'history:purge'
  | 'invitation:accept'
  | 'invitation:create'
  | 'invitation:revoke'
  | 'member:change_role'
  | 'member:leave'
  | 'member:remove'
  | 'note:invite'
  | 'note:link_change'
  | 'note:link_create'
  | 'note:link_revoke'
  | 'note:open'
  | 'note:restrict'
  | 'note:share'
  | 'note:uninvite'
  | 'note:unshare'
  | 'workspace:create'
  | 'workspace:delete'
  | 'workspace:rename'
  | 'workspace:set_history'
  | 'workspace:transfer';

export interface AuditEntry {
  /** Whoever may read the workspace's trail reads it. */
  workspace_id: string;
  /** Null: the server, by itself. */
  person_id: string | null;
  action: AuditAction;
  /** Ids of what it was done to, and what else should be known of it. */
  details: Record<string, unknown>;
}

/** @param tx the transaction that does it: one is not there without the other */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { workspace_id, person_id, action, details } = entry;
  await tx.query(
    'insert into audit_entries (workspace_id, person_id, action, details) values ($1, $2, $3, $4)',
    [workspace_id, person_id, action, JSON.stringify(details)],
  );
}
