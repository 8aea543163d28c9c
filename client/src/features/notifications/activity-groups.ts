/** Activity as a page shows it: by day, and in a day by note, each with what was done in it. */
import type { ActivityEntry } from '@scriptorium/shared/api/activity.ts';
import { currentLanguage } from '../../lib/i18n/i18n.ts';

/** A title is thought of. */
const beginning_ms_max = 5 * 60_000;

export interface NoteGroup {
  note: ActivityEntry['note'];
  entries: ActivityEntry[];
}

export interface Day {
  day: string;
  notes: NoteGroup[];
}

/** @param entries the newest first; so are the days, the notes of a day, and what was done in one */
export function byDay(entries: readonly ActivityEntry[]): Day[] {
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full' });
  const days = new Map<string, Map<string, NoteGroup>>();
  for (const entry of entries) {
    const day = format.format(new Date(entry.at));
    const notes = days.get(day) ?? new Map<string, NoteGroup>();
    const group = notes.get(entry.note.id) ?? { note: entry.note, entries: [] };
    group.entries.push(entry);
    notes.set(entry.note.id, group);
    days.set(day, notes);
  }
  return [...days].map(([day, notes]) => ({
    day,
    notes: [...notes.values()].map(({ note, entries }) => ({ note, entries: joinBeginnings(entries) })),
  }));
}

/** Whoever makes a note and goes on to write in it did one thing. */
function joinBeginnings(entries: readonly ActivityEntry[]): ActivityEntry[] {
  const made = entries.find(({ kind }) => kind === 'create');
  const written =
    made && entries.find(({ kind, person }) => kind === 'write' && person?.id === made.person?.id);
  if (!made || !written || Date.parse(written.began_at) - Date.parse(made.began_at) > beginning_ms_max) {
    return [...entries];
  }
  return entries.flatMap((entry) =>
    entry === made ? [] : entry === written ? [{ ...made, at: written.at }] : [entry],
  );
}

/** The first group of which everything had been done by then; null: there is none, or nothing is newer. */
export function firstSeen(days: readonly Day[], since: string): NoteGroup | null {
  const groups = days.flatMap(({ notes }) => notes);
  const first = groups.findIndex(({ entries }) => entries.every(({ at }) => at <= since));
  return first > 0 ? (groups[first] ?? null) : null;
}
