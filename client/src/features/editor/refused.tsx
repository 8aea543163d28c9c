import type { CloseKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { ReactNode } from 'react';
import type { OpenNote } from '../../sync/open-note.ts';
import { Button } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { downloadCopy } from './download-copy.ts';

interface RefusedProps {
  note: OpenNote;
  kind: CloseKind;
  actions: ReactNode;
}

/** Why the note does not open any more, and what can still be done. What this browser has of it is not thrown away. */
export function Refused({ note, kind, actions }: RefusedProps) {
  const hasText = note.status.get().isLoaded;
  return (
    <Message
      role="alert"
      title={titles[kind] ?? 'This note cannot be saved'}
      actions={
        <>
          {actions}
          {hasText && <Button onClick={() => downloadCopy(note.doc)}>Download a copy</Button>}
        </>
      }
    >
      <p>{texts[kind] ?? 'The server did not understand this version of the app. Reload the page.'}</p>
      {hasText && <p>What this browser has of it is kept, and you can download it.</p>}
    </Message>
  );
}

const titles: Partial<Record<CloseKind, string>> = {
  forbidden: 'This note is not here for you',
  too_large: 'This note has grown too large',
};

const texts: Partial<Record<CloseKind, string>> = {
  forbidden:
    'Either it does not exist, or it belongs to somebody who has not let you in. If you were sent a link, ask that person for access.',
  too_large: 'The last change is larger than this server takes. Nothing that was saved before is lost.',
};
