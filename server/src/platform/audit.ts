/**
 * The audit trail: what was done that cannot be undone, or that concerns more than whoever did it. Rows are only added.
 * What it says besides comes from the request that did it (`request-facts.ts`).
 */
import type { AuditAction } from '@scriptorium/shared/api/audit.ts';
import type { Db, Tx } from './db.ts';
import { currentRequest } from './request-facts.ts';

interface AuditEntry {
  /** Whoever may read the workspace's trail reads it. Null: it concerns an account, and its person reads it. */
  workspace_id: string | null;
  /** Null: the server, by itself. */
  person_id: string | null;
  action: AuditAction;
  /** Ids of what it was done to, and what else should be known of it. */
  details: Record<string, unknown>;
}

/** @param tx the transaction that does it: one is not there without the other */
export async function recordAudit(tx: Db | Tx, entry: AuditEntry): Promise<void> {
  const { workspace_id, person_id, action, details } = entry;
  const { ip_address, user_agent, key_id } = currentRequest();
  await tx.query(
    `insert into audit_entries (workspace_id, person_id, action, details, ip_address, user_agent, key_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [workspace_id, person_id, action, JSON.stringify(details), ip_address, user_agent, key_id],
  );
}
