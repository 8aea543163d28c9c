import { title_field } from '@scriptorium/shared/protocol/document.ts';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import type { OpenNote } from '../../sync/open-note.ts';
import { TitleBinding } from '../../sync/title-binding.ts';
import styles from './title-field.module.css';

interface TitleFieldProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  note: OpenNote;
  isEditable: boolean;
  hasFocus: boolean;
  onTitle: (title: string) => void;
  onLeave: () => void;
}

export function TitleField({ ref, note, isEditable, hasFocus, onTitle, onLeave }: TitleFieldProps) {
  const binding = useRef<TitleBinding | null>(null);

  useEffect(() => {
    const field = ref.current;
    if (!field) return;
    const resize = () => fitHeight(field);
    binding.current = new TitleBinding(note.doc.getText(title_field), field, { onTitle, onResize: resize });
    onTitle(field.value);
    const resized = new ResizeObserver(resize);
    resized.observe(field.parentElement ?? field);
    resize();
    return () => {
      resized.disconnect();
      binding.current?.destroy();
      binding.current = null;
    };
  }, [note, onTitle, ref]);

  useEffect(() => {
    if (hasFocus) ref.current?.focus();
  }, [hasFocus, ref]);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    const undoKey = (event.metaKey || event.ctrlKey) && !event.altKey ? event.key.toLowerCase() : '';
    if (event.key === 'Enter' || leavesDownwards(event)) onLeave();
    else if (undoKey === 'y' || (undoKey === 'z' && event.shiftKey)) binding.current?.redo();
    else if (undoKey === 'z') binding.current?.undo();
    else return;
    event.preventDefault();
  }

  return (
    <textarea
      ref={ref}
      className={styles.title}
      aria-label={t('editor.title')}
      placeholder={t('editor.untitled')}
      rows={1}
      spellCheck
      readOnly={!isEditable}
      onKeyDown={onKeyDown}
    />
  );
}

/** On the last line the down arrow goes on into the text. The browser moves it to the end of the title first. */
function leavesDownwards({ key, currentTarget: field }: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (key !== 'ArrowDown') return false;
  const isOneLine = field.clientHeight < 2 * Number.parseFloat(getComputedStyle(field).lineHeight);
  return isOneLine || field.selectionStart === field.value.length;
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
