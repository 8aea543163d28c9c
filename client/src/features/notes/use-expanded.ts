import { useCallback, useState } from 'react';
import { readSetting, writeSetting } from '../../lib/storage.ts';

export interface Expanded {
  ids: ReadonlySet<string>;
  set: (id: string, isExpanded: boolean) => void;
  /** Unfolds all of these. */
  reveal: (ids: readonly string[]) => void;
}

/** Which notes are unfolded in the tree, kept on this device. */
export function useExpanded(personId: string): Expanded {
  const key = `expanded:${personId}`;
  const [ids, setIds] = useState<ReadonlySet<string>>(
    () => new Set((readSetting(key) ?? '').split(' ').filter(Boolean)),
  );
  const change = useCallback(
    (edit: (ids: Set<string>) => void) =>
      setIds((before) => {
        const after = new Set(before);
        edit(after);
        if (after.size === before.size && [...after].every((id) => before.has(id))) return before;
        writeSetting(key, [...after].join(' '));
        return after;
      }),
    [key],
  );
  const set = useCallback(
    (id: string, isExpanded: boolean) => change((all) => void (isExpanded ? all.add(id) : all.delete(id))),
    [change],
  );
  const reveal = useCallback(
    (wanted: readonly string[]) =>
      change((all) => {
        for (const id of wanted) all.add(id);
      }),
    [change],
  );
  return { ids, set, reveal };
}
