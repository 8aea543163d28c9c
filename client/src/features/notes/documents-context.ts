/** Which notes this device has a copy of, for what shows it. The app hands it in; null until it is known. */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Availability, Documents } from '../../sync/documents.ts';

export const DocumentsContext = createContext<Documents | null>(null);

export function useDocuments(): Documents | null {
  return useContext(DocumentsContext);
}

/** @returns null while it is not known */
export function useAvailability(noteId: string): Availability | null {
  const documents = useDocuments();
  const { subscribe, get } = useMemo(
    () => documents?.availability(noteId) ?? { subscribe: () => () => {}, get: () => null },
    [documents, noteId],
  );
  return useSyncExternalStore(subscribe, get);
}
