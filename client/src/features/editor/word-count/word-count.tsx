/** How long the note is, and the selection in it. It counts while it is shown, a moment after the last change. */
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { currentLanguage, t } from '../../../lib/i18n/i18n.ts';
import { countWords, type TextSize } from './count-words.ts';

const pause_ms = 300;

export function WordCount({ editor }: { editor: Editor }) {
  const [sizes, setSizes] = useState(() => measure(editor));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onTransaction = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setSizes(measure(editor)), pause_ms);
    };
    editor.on('transaction', onTransaction);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', onTransaction);
    };
  }, [editor]);
  return (
    <>
      <p>{sizeText(sizes.note)}</p>
      {sizes.selection && <p>{t('count.selected', { size: sizeText(sizes.selection) })}</p>}
    </>
  );
}

function measure({ state }: Editor): { note: TextSize; selection: TextSize | null } {
  const { selection, doc } = state;
  const { from, to } = selection;
  return {
    note: sizeOf(0, doc.content.size),
    selection: selection.empty ? null : sizeOf(from, to),
  };

  function sizeOf(start: number, end: number): TextSize {
    const text = doc.textBetween(start, end, '\n', '\n');
    return countWords(text.split('\n'), currentLanguage());
  }
}

function sizeText({ words, characters, minutes }: TextSize): string {
  return [
    t('count.words', { words }),
    t('count.characters', { characters }),
    t('count.minutes', { minutes }),
  ].join(' · ');
}
