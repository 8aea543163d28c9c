/** Why a note does not take changes any more, in a person's words: what happened, what is safe, what to do. */
import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';

export const refusalWords: Record<StopKind, { title: string; text: string }> = {
  forbidden: {
    title: 'This note is not here for you',
    text: 'Either it does not exist, or it belongs to somebody who has not let you in. If you were sent a link, ask that person for access.',
  },
  too_large: {
    title: 'The last change is too large',
    text: 'It is larger than this server takes at once. Nothing that was saved before is lost. Reload the page, then add it in smaller pieces.',
  },
  note_full: {
    title: 'This note is full',
    text: 'It has reached the size that this server allows for one note. Nothing that was saved before is lost. Go on in a new note.',
  },
  outdated: {
    title: 'A newer version of the app is needed',
    text: 'The server has been updated. What you wrote is kept on this device. Reload the page to go on.',
  },
  bad_message: {
    title: 'This note cannot be saved',
    text: 'The server did not understand this version of the app. Reload the page.',
  },
};
