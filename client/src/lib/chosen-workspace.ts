/** Which workspace is shown, kept on this device. It may be one that the person is not in (any more). */
import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from './storage.ts';

const listeners = new Set<() => void>();

export function chooseWorkspace(id: string): void {
  writeSetting('workspace', id);
  for (const listener of listeners) listener();
}

export function chosenWorkspaceId(): string | null {
  return readSetting('workspace');
}

export function useChosenWorkspaceId(): string | null {
  return useSyncExternalStore(subscribe, chosenWorkspaceId);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
