import { useState } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { showToast } from '../../ui/toast.tsx';
import { restore } from './commands.ts';
import { RestoredUpdates } from './restored.ts';

/** `blocks`: only these; null: the whole note. */
export interface Part {
  seq: number;
  blocks: string[] | null;
}

interface RestoreOptions {
  noteId: string;
  /** Also told where the note was as it was then already, with nothing to take back. */
  onRestored: (restored: RestoredUpdates) => void;
}

/** Brings parts of the past back, in their order; whether, and how to undo it, is told in a toast. */
export function useRestore({ noteId, onRestored }: RestoreOptions) {
  const [isBusy, setBusy] = useState(false);
  async function bringBack(parts: readonly Part[]): Promise<boolean> {
    setBusy(true);
    const seqs: number[] = [];
    const unreadable = new Set<string>();
    try {
      for (const { seq, blocks } of parts) {
        const done = await restore(noteId, seq, blocks);
        if (done.seq !== null) seqs.push(done.seq);
        for (const kind of done.unreadable) unreadable.add(kind);
      }
    } catch (error) {
      showToast(t('history.notRestored', { reason: errorWords(error) }));
      if (seqs.length === 0) return false;
    } finally {
      setBusy(false);
    }
    const restored = new RestoredUpdates(noteId, seqs);
    onRestored(restored);
    const isWhole = parts.some(({ blocks }) => blocks === null);
    showToast(wordsFor(seqs.length > 0, isWhole, unreadable), {
      label: t('app.undo'),
      run: () => {
        restored
          .takeBack()
          .catch((error: unknown) => showToast(t('history.notRestored', { reason: errorWords(error) })));
      },
    });
    return true;
  }
  return { isBusy, bringBack };
}

function wordsFor(isChanged: boolean, isWhole: boolean, unreadable: ReadonlySet<string>): string {
  if (!isChanged) return t('history.sameAlready');
  const words = t(isWhole ? 'history.restored' : 'history.blocksRestored');
  return unreadable.size === 0
    ? words
    : `${words} ${t('history.unreadable', { kinds: [...unreadable].join(', ') })}`;
}
