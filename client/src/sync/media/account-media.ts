import type { Account } from '../account/account.ts';
import { keepBlob } from './kept-blobs.ts';
import type { MediaAccount } from './media.ts';
import { uploadProgress } from './upload-fetch.ts';

/** What media need, by an account's own means. */
export function accountMedia(account: Account): MediaAccount {
  return {
    readBlob: async (id) => (await account.store()).read(['blobs'], ({ blobs }) => blobs.get(id)),
    keepBlob: async (row) => keepBlob(await account.store(), row),
    upload: (row) => account.actions.upload(row),
    tryAgain: (order) => account.tryAgain(order),
    queue: { get: () => account.state.get().queue, subscribe: account.state.subscribe },
    progress: uploadProgress,
  };
}
