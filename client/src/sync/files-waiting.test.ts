import { expect, test } from 'vitest';
import type { QueuedOperation } from './account/account-store.ts';
import type { OperationState } from './account/operation-state.ts';
import { type FilesWaiting, filesWaiting, withFiles } from './files-waiting.ts';
import type { SyncState } from './sync-state.ts';

const none: FilesWaiting = { waiting: 0, retrying: 0, refused: 0 };
const sent: FilesWaiting = { waiting: 1, retrying: 0, refused: 0 };
const failed: FilesWaiting = { waiting: 1, retrying: 1, refused: 0 };
const refused: FilesWaiting = { waiting: 1, retrying: 0, refused: 1 };

test.each<[SyncState['word'], ...SyncState['word'][]]>([
  // text               none               sent               failed             refused
  ['connecting', 'connecting', 'saving', 'saved_on_device', 'not_saved'],
  ['saving', 'saving', 'saving', 'saving', 'saving'],
  ['saved_on_device', 'saved_on_device', 'saved_on_device', 'saved_on_device', 'saved_on_device'],
  ['saved', 'saved', 'saving', 'saved_on_device', 'not_saved'],
  ['offline', 'offline', 'saved_on_device', 'saved_on_device', 'not_saved'],
  ['not_saved', 'not_saved', 'not_saved', 'not_saved', 'not_saved'],
])('%s text is with its files %s, %s, %s, %s (O3)', (word, ...expected) => {
  const text: SyncState = { word, reason: 'none', waiting: 2 };
  expect([none, sent, failed, refused].map((files) => withFiles(text, files).word)).toEqual(expected);
  expect(withFiles(text, sent).waiting).toBe(3);
});

test('the files of this note are counted, and no other action', () => {
  const upload = (note_id: string, state: OperationState, order: number): QueuedOperation => ({
    order,
    state,
    operation: {
      kind: 'upload_attachment',
      note_id,
      attachment_id: `${order}`,
      name: 'a.png',
      media_type: 'image/png',
      at: '',
    } as QueuedOperation['operation'],
  });
  const queue = [
    upload('here', { name: 'waiting', tries: 0 }, 1),
    upload('here', { name: 'retrying', tries: 1, until: 0, fault: 'busy' }, 2),
    upload('here', { name: 'set_aside', tries: 1, refusal: 'too_large', detail: '', since: 0 }, 3),
    upload('elsewhere', { name: 'waiting', tries: 0 }, 4),
  ];
  expect(filesWaiting(queue, 'here')).toEqual({ waiting: 3, retrying: 1, refused: 1 });
});
