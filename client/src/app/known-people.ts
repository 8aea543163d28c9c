/** The people that somebody has notes in common with, by name: asked for with each note, and kept on this device. */
import { notePeopleSchema } from '@scriptorium/shared/api/notes.ts';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import { request } from '../lib/api-client.ts';
import { readSetting, writeSetting } from '../lib/storage.ts';
import { useAnswer } from '../lib/use-answer.ts';

const knownSchema = z.array(z.object({ id: z.string(), name: z.string() }));
type Known = z.infer<typeof knownSchema>[number];

const known_max = 200;

/** @param noteId the note that is open, if one is */
export function useKnownPeople(personId: string, noteId: string | undefined): Known[] {
  const key = `people:${personId}`;
  const { data } = useAnswer(noteId ?? null, askPeople);
  const known = useMemo(() => {
    const met = (data?.people ?? [])
      .filter(({ id }) => id !== personId)
      .map(({ id, name }) => ({ id, name }));
    const before = readKnown(key).filter(({ id }) => met.every((each) => each.id !== id));
    return [...met, ...before].slice(0, known_max);
  }, [data, key, personId]);
  useEffect(() => writeSetting(key, JSON.stringify(known)), [key, known]);
  return known;
}

function askPeople(noteId: string, signal: AbortSignal) {
  return request(`/notes/${noteId}/people`, notePeopleSchema, { signal });
}

export function nameOf(personId: string, id: string): string | null {
  return readKnown(`people:${personId}`).find((person) => person.id === id)?.name ?? null;
}

function readKnown(key: string): Known[] {
  try {
    return knownSchema.parse(JSON.parse(readSetting(key) ?? '[]'));
  } catch {
    return [];
  }
}
