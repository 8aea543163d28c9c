import type { Person } from '@scriptorium/shared/api/auth.ts';
import { FileText, SquarePen, UserRound } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { useLivingNotes } from '../features/notes/queries.ts';
import { pathOf } from '../features/notes/tree-rows.ts';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import type { FoundGroup, FoundItem, PaletteItem, PaletteSource } from '../features/palette/find-items.ts';
import { Palette } from '../features/palette/palette.tsx';
import { type TextResult, useTextSearch } from '../features/search/use-text-search.ts';
import { errorWords } from '../lib/error-words.ts';
import { t } from '../lib/i18n/i18n.ts';
import { titleParts } from '../lib/note-title.ts';
import { shortcutText } from '../lib/shortcuts.ts';
import type { Action } from './actions.tsx';
import { useKnownPeople } from './people.ts';
import { recentNotes } from './recent-notes.ts';
import { useDeviceSearch } from './use-device-search.ts';
import type { WaitingKeys } from './waiting-keys.ts';

interface CommandPaletteProps {
  person: Person;
  actions: Action[];
  keys: WaitingKeys;
  onClose: () => void;
}

/**
 * What is in the palette: the notes of this device's index, the app's actions, the people one knows. Nothing of it needs a
 * network. And what the texts of notes say: from the server, or from the copies here.
 */
export function CommandPalette({ person, actions, keys, onClose }: CommandPaletteProps) {
  const notes = useNoteSource(person);
  const people = usePeopleSource(person);
  const texts = useTexts(person);
  const { newNote } = useNoteActions();
  const sources: PaletteSource[] = [
    notes,
    {
      heading: t('app.paletteActions'),
      items: actions.filter(({ id }) => id !== 'palette').map(actionItem),
      atFirst: ['newNote', 'templates', 'findInNotes', 'home', 'settings', 'theme', 'shortcuts'],
    },
    people,
  ];
  const create = (title: string): PaletteItem => ({
    id: 'create',
    label: t('app.paletteCreate', { title }),
    icon: <SquarePen />,
    run: () => void newNote({ title }),
  });
  return (
    <Palette
      sources={sources}
      {...texts}
      otherwise={create}
      typed={keys.take}
      cameFrom={keys.cameFrom}
      onClose={onClose}
    />
  );
}

function actionItem({ id, words, icon, shortcut, run }: Action): PaletteItem {
  return { id, label: t(words), icon, run, ...(shortcut ? { hotkey: shortcutText(shortcut) } : {}) };
}

function usePeopleSource(person: Person): PaletteSource {
  const noteId = useMatch('/notes/:noteId')?.params.noteId;
  const navigate = useNavigate();
  const others = useKnownPeople(noteId).filter(({ id }) => id !== person.id);
  const items = others.map(({ id, name }) => ({
    id,
    label: name,
    icon: <UserRound />,
    href: `/people/${id}`,
    run: () => void navigate(`/people/${id}`),
  }));
  return { heading: t('app.palettePeople'), items };
}

/** One letter is in every text. */
const query_length_min = 2;

function useTexts(person: Person): {
  found: FoundGroup[];
  note: string | null;
  onQuery: (q: string) => void;
} {
  const [query, onQuery] = useState('');
  const navigate = useNavigate();
  const onDevice = useDeviceSearch(person.id);
  const q = query.trimStart();
  const { results, from, error } = useTextSearch(q.length < query_length_min ? null : { q }, onDevice);
  const found = useMemo(() => {
    const items = results.map((result) => textItem(result, (href) => void navigate(href)));
    return [{ heading: t('search.inTexts'), items }];
  }, [results, navigate]);
  if (error) return { found: [], note: t('search.failed', { reason: errorWords(error) }), onQuery };
  return { found, note: from === 'device' ? t('search.onlyHere') : null, onQuery };
}

function textItem(result: TextResult, open: (href: string) => void): FoundItem {
  const { emoji, text } = titleParts(result.title);
  const href = `/notes/${result.note_id}`;
  // An emoji at the beginning is shown as the icon: the ranges are of what is behind it.
  const shift = result.title.endsWith(text) ? result.title.length - text.length : Number.POSITIVE_INFINITY;
  return {
    id: result.note_id,
    label: text,
    ranges: result.title_marks
      .map(([a, b]): [number, number] => [a - shift, b - shift])
      .filter(([a]) => a >= 0),
    snippet: { text: result.snippet, ranges: result.snippet_marks },
    icon: emoji ?? <FileText />,
    href,
    run: () => open(href),
  };
}

function useNoteSource(person: Person): PaletteSource {
  const notes = useLivingNotes();
  const navigate = useNavigate();
  return useMemo(() => {
    const byId = new Map((notes ?? []).map((note) => [note.id, note]));
    const items = (notes ?? []).map((note) => {
      const { emoji, text } = titleParts(note.title);
      const href = `/notes/${note.id}`;
      return {
        id: note.id,
        label: text,
        detail: pathOf(note, byId)
          .map(({ title }) => titleParts(title).text)
          .join(' / '),
        icon: emoji ?? <FileText />,
        href,
        run: () => void navigate(href),
      };
    });
    // The note that is open is seldom the one that is looked for.
    const atFirst = recentNotes(person.id, notes ?? []).map(({ id }) => id);
    return { heading: t('app.notes'), items, atFirst: atFirst.slice(1, 8) };
  }, [notes, person.id, navigate]);
}
