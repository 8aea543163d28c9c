/** Signing out: what is on this device only is told first, and all that the device keeps for the account goes after it. */
import { type ReactNode, Suspense, useState } from 'react';
import { signOut } from '../features/auth/session.ts';
import { useAccount } from '../features/notes/account-context.ts';
import { type WhatWaits, whatWaits } from '../features/queue/what-waits.ts';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import type { Account } from '../sync/account/account.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { showToast } from '../ui/toast.tsx';

const SignOutDialog = lazyPart(
  async () => (await import('../features/queue/sign-out-dialog.tsx')).SignOutDialog,
);

/**
 * What was just written is on its way, and the row of a note says for two seconds longer that it waits (`connection.ts`):
 * nobody is frightened with that.
 */
const patience_ms = 4_000;
const look_every_ms = 100;

export function useLeave(onDownload: (noteId: string) => void): { leave: () => void; dialog: ReactNode } {
  const account = useAccount();
  const [waits, setWaits] = useState<WhatWaits | null>(null);
  // While the page is still there: it tells the other tabs, and begins to close what it holds.
  const go = () =>
    void signOut(() => void account.remove()).catch((error: unknown) =>
      showToast(t('app.stillSignedIn', { reason: errorWords(error) })),
    );
  const leave = async () => {
    const found = await whatStays(account);
    if (found) setWaits(found);
    else go();
  };
  const dialog = waits && (
    <Suspense fallback={null}>
      <SignOutDialog
        waits={waits}
        onDownload={() => {
          for (const { id } of waits.notes) onDownload(id);
        }}
        onSignOut={go}
        onClose={() => setWaits(null)}
      />
    </Suspense>
  );
  return { leave: () => void leave(), dialog };
}

/** @returns null when the server has everything, or has it in a moment */
async function whatStays(account: Account): Promise<WhatWaits | null> {
  const deadline = Date.now() + patience_ms;
  for (;;) {
    const found = await whatWaits(account);
    if (found.notes.length + found.operations === 0) return null;
    if (!navigator.onLine || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, look_every_ms));
  }
}
