/**
 * A restore is a forward edit (H3): what was done since the version is taken back as an undo would, on top of what the
 * note is now. Nothing is rewritten, so edits that the server has not seen yet, of somebody who is offline, find their
 * place; and an undo of the restore is an undo like any other.
 *
 *   version ── + the present, as one change ──► present ── undo ──► version        the update of the undo is the edit
 */
import { body_field, title_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';

/**
 * @param version the note as it was, of which the present is a continuation, without garbage collection; it is changed
 * @param present the state of the note now, a Yjs v1 update
 * @returns the edit, for a document that holds `present`; null when nothing is to be changed
 */
export function restoreEdit(version: Y.Doc, present: Uint8Array): Uint8Array | null {
  const since = {};
  const scope = [version.getXmlFragment(body_field), version.getText(title_field)];
  const manager = new Y.UndoManager(scope, { trackedOrigins: new Set([since]) });
  Y.applyUpdate(version, present, since);
  const edits: Uint8Array[] = [];
  version.on('update', (edit: Uint8Array) => edits.push(edit));
  manager.undo();
  manager.destroy();
  return edits.length === 0 ? null : Y.mergeUpdates(edits);
}
