/** What can be done with a version or all of them, each with a word about how it went. */
import { useMemo } from 'react';
import { errorWords } from '../../lib/error-words.ts';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { showToast } from '../../ui/toast.tsx';
import {
  changeVersion,
  copyVersion,
  downloadVersion,
  type FileFormat,
  nameVersion,
  purgeHistory,
  removeVersion,
  takeBack,
  type VersionName,
} from './commands.ts';
import type { Entry } from './entries.ts';

interface VersionActionsOptions {
  noteId: string;
  title: string;
  /** The timeline is asked for anew. */
  onChanged: () => void;
  onCopied: (noteId: string) => void;
}

export function useVersionActions({ noteId, title, onChanged, onCopied }: VersionActionsOptions) {
  return useMemo(() => {
    const said = (done: Promise<void>, well: MessageId | null, badly: MessageId): void => {
      done.then(
        () => well && showToast(t(well)),
        (error: unknown) => showToast(t(badly, { reason: errorWords(error) })),
      );
    };
    return {
      /** @throws ApiError */
      name: async (seq: number, name: VersionName) => {
        await nameVersion(noteId, seq, name);
        onChanged();
        showToast(t('history.named'));
      },
      /** @throws ApiError */
      rename: async (id: string, name: VersionName) => {
        await changeVersion(noteId, id, name);
        onChanged();
      },
      removeName: ({ id }: Entry) => {
        if (id) said(removeVersion(noteId, id).then(onChanged), 'history.nameRemoved', 'history.notNamed');
      },
      takeBack: ({ to_seq }: Entry) =>
        said(takeBack(noteId, to_seq).then(onChanged), 'history.takenBack', 'history.notRestored'),
      copy: (seq: number) =>
        said(copyVersion(noteId, seq).then(onCopied), 'history.copied', 'history.notCopied'),
      purge: () => said(purgeHistory(noteId).then(onChanged), 'history.purgedNow', 'history.notPurged'),
      download: (seq: number, format: FileFormat) =>
        said(downloadVersion(noteId, seq, format, title), null, 'history.notDownloaded'),
    };
  }, [noteId, title, onChanged, onCopied]);
}
