import type { Note } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { Suspense, useState } from 'react';
import { loadSharingMessages, t } from '../lib/i18n/i18n.ts';
import { titleParts } from '../lib/note-title.ts';
import { Button } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.ts';

const ShareDialog = lazyPart(async () => {
  const part = import('../features/sharing/share-dialog.tsx');
  const [{ ShareDialog: dialog }] = await Promise.all([part, loadSharingMessages()]);
  return dialog;
});

/** Also for those who may not share: who can see the note, and why. */
export function ShareButton({ note, personId }: { note: Note; personId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('app.share')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ShareDialog
            noteId={note.id}
            title={titleParts(note.title).text}
            personId={personId}
            mayShare={may(note.role, 'note:share')}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
