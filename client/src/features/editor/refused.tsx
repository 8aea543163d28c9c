import type { StopKind } from '@scriptorium/shared/protocol/close-codes.ts';
import type { ReactNode } from 'react';
import type { OpenNote } from '../../sync/open-note.ts';
import { Button } from '../../ui/button.tsx';
import { Message } from '../../ui/message.tsx';
import { downloadCopy } from './download-copy.ts';
import { refusalWords } from './refusal-words.ts';

interface RefusedProps {
  note: OpenNote;
  kind: StopKind;
  actions: ReactNode;
}

/** Why the note does not open any more, and what can still be done. What this browser has of it is not thrown away. */
export function Refused({ note, kind, actions }: RefusedProps) {
  const hasText = note.status.get().isLoaded;
  const { title, text } = refusalWords[kind];
  return (
    <Message
      role="alert"
      title={title}
      actions={
        <>
          {actions}
          {hasText && <Button onClick={() => downloadCopy(note.doc)}>Download a copy</Button>}
        </>
      }
    >
      <p>{text}</p>
      {hasText && <p>What this browser has of it is kept, and you can download it.</p>}
    </Message>
  );
}
