/** Why a note does not take changes any more, in a person's words: what happened, what is safe, what to do. */
import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { MessageId } from '../../lib/i18n/i18n.ts';

export type Refusal = StopKind | 'read_only';

export const refusalWords: Record<Refusal, { title: MessageId; text: MessageId }> = {
  forbidden: { title: 'sync.forbiddenTitle', text: 'sync.forbiddenText' },
  too_large: { title: 'sync.tooLargeTitle', text: 'sync.tooLargeText' },
  note_full: { title: 'sync.noteFullTitle', text: 'sync.noteFullText' },
  outdated: { title: 'sync.outdatedTitle', text: 'sync.outdatedText' },
  bad_message: { title: 'sync.badMessageTitle', text: 'sync.badMessageText' },
  read_only: { title: 'sync.readOnlyTitle', text: 'sync.readOnlyText' },
};
