/** What each menu offers for what was typed. */
import type { Editor } from '@tiptap/core';
import { FileText, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../../lib/i18n/i18n.ts';
import { titleParts } from '../../../lib/note-title.ts';
import type { Named, Surroundings } from '../surroundings.ts';
import { block_kinds } from '../tools/block-kinds.tsx';
import { type Emoji, loadEmoji } from './emoji.ts';
import { searchBy } from './search.ts';
import type { TypingMenuState } from './typing-menu-plugin.ts';

export interface Choice {
  id: string;
  label: string;
  icon: ReactNode;
  /** As it is typed instead, or another word for it. */
  aside?: string;
  heading?: string;
  run: (editor: Editor) => void;
}

const choices_max = 8;

export async function choicesFor(
  { kind, query }: TypingMenuState,
  surroundings: Surroundings,
): Promise<Choice[]> {
  if (kind === 'block') return blockChoices(query);
  if (kind === 'emoji') return emojiChoices(query);
  const notes = noteChoices(query, surroundings);
  if (kind === 'note') return notes;
  const people = await surroundings.people().catch(() => []);
  return [...personChoices(query, people), ...notes].slice(0, choices_max);
}

function blockChoices(query: string): Choice[] {
  const found = searchBy(block_kinds, query, (kind) => [t(kind.label), kind.aliases]);
  return found.map((kind) => {
    const Icon = kind.icon;
    return {
      id: kind.id,
      label: t(kind.label),
      icon: <Icon aria-hidden="true" />,
      ...(kind.markdown ? { aside: kind.markdown } : {}),
      // Groups are in the order of the list; what was searched for is in order of fit.
      ...(query ? {} : { heading: t(`blocks.group.${kind.group}`) }),
      run: kind.run,
    };
  });
}

function personChoices(query: string, people: Named[]): Choice[] {
  return searchBy(people, query, ({ name }) => [name])
    .slice(0, choices_max)
    .map(({ id, name }) => ({
      id,
      label: name,
      icon: <UserRound aria-hidden="true" />,
      heading: t('blocks.people'),
      run: (editor) => insertInline(editor, 'mention', { id, label: name }),
    }));
}

function noteChoices(query: string, surroundings: Surroundings): Choice[] {
  return searchBy(surroundings.notes(), query, ({ name }) => [name])
    .slice(0, choices_max)
    .map(({ id, name }) => {
      const { emoji, text } = titleParts(name);
      return {
        id,
        label: text,
        icon: emoji ?? <FileText aria-hidden="true" />,
        heading: t('blocks.notes'),
        run: (editor) => insertInline(editor, 'noteLink', { id, label: name }),
      };
    });
}

async function emojiChoices(query: string): Promise<Choice[]> {
  const emoji = await loadEmoji(currentLanguage()).catch((): Emoji[] => []);
  return searchBy(emoji, query, ({ names }) => names)
    .slice(0, choices_max)
    .map(({ character, names }) => ({
      id: character,
      label: names[0] ?? character,
      icon: character,
      run: (editor) => editor.chain().focus().insertContent(character).run(),
    }));
}

function insertInline(editor: Editor, type: string, attrs: Record<string, string>): void {
  editor
    .chain()
    .focus()
    .insertContent([
      { type, attrs },
      { type: 'text', text: ' ' },
    ])
    .run();
}
