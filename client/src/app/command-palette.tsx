import type { Person } from '@scriptorium/shared/api/auth.ts';
import { FileText, SquarePen, UserRound } from 'lucide-react';
import { useMemo } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { useLivingNotes } from '../features/notes/queries.ts';
import { pathOf } from '../features/notes/tree-rows.ts';
import { useNoteActions } from '../features/notes/use-note-actions.ts';
import type { PaletteItem, PaletteSource } from '../features/palette/find-items.ts';
import { Palette } from '../features/palette/palette.tsx';
import { t } from '../lib/i18n/i18n.ts';
import { titleParts } from '../lib/note-title.ts';
import { shortcutText } from '../lib/shortcuts.ts';
import type { Action } from './actions.tsx';
import { useKnownPeople } from './people.ts';
import { recentNotes } from './recent-notes.ts';
import type { WaitingKeys } from './waiting-keys.ts';

interface CommandPaletteProps {
  person: Person;
  actions: Action[];
  keys: WaitingKeys;
  onClose: () => void;
}

/** What is in the palette: the notes of this device's index, the app's actions, the people one knows. Nothing of it needs a network. */
export function CommandPalette({ person, actions, keys, onClose }: CommandPaletteProps) {
  const notes = useNoteSource(person);
  const people = usePeopleSource(person);
  const { newNote } = useNoteActions();
  const sources: PaletteSource[] = [
    notes,
    {
      heading: t('app.paletteActions'),
      items: actions.filter(({ id }) => id !== 'palette').map(actionItem),
      atFirst: ['newNote', 'home', 'settings', 'theme', 'shortcuts'],
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
