/** Where a comment is typed: ⌘Enter sends it, Escape leaves it; what was typed is kept on this device until it is sent. */
import { type CommentMention, comment_bytes_max, utf8Bytes } from '@scriptorium/shared/api/comments.ts';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { keyText } from '../../lib/hotkeys.ts';
import { t } from '../../lib/i18n/i18n.ts';
import type { Words } from '../../sync/comments/acts.ts';
import { showToast } from '../../ui/toast.tsx';
import { Button } from '../../ui/button.tsx';
import { type Named, useFrame } from './comments-context.ts';
import styles from './composer.module.css';
import { matching, type MentionQuery, mentionAt, mentionsIn } from './mentions.ts';

interface ComposerProps {
  /** Of the draft: what it is for. */
  draftKey: string;
  label: string;
  sendLabel: string;
  placeholder: string;
  /** What is there already, when it is edited. */
  begin?: Words;
  hasFocus?: boolean;
  onSend: (words: Words) => Promise<void>;
  onCancel?: () => void;
}

export function Composer(props: ComposerProps) {
  const { label, sendLabel, placeholder, hasFocus = false, onSend, onCancel } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, chosen, people, write, sent } = useDraft(props);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const [isSending, setSending] = useState(false);
  const listId = useId();
  const found = query ? matching(people, query.query) : [];
  const isTooLong = utf8Bytes(text) > comment_bytes_max;

  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows with its text
  useEffect(() => grow(field.current), [text]);
  useEffect(() => {
    if (hasFocus) field.current?.focus();
  }, [hasFocus]);

  function look(element: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = element;
    setQuery(selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null);
    setAt(0);
  }

  function choose(person: Named): void {
    if (!query) return;
    const named = `@${person.name} `;
    write(`${text.slice(0, query.from)}${named}${text.slice(query.to)}`, [...chosen, person]);
    setQuery(null);
    const caret = query.from + named.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  async function send(): Promise<void> {
    if (text.trim() === '' || isTooLong || isSending) return;
    setSending(true);
    try {
      await onSend({ text: text.trim(), mentions: mentionsIn(text, chosen, people) });
      sent();
    } catch {
      showToast(t('comments.notKept'));
    } finally {
      setSending(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const person = found[at];
    if (person && step) setAt((at + step + found.length) % found.length);
    else if (person && (key === 'Enter' || key === 'Tab') && !event.metaKey && !event.ctrlKey) choose(person);
    else if (key === 'Enter' && (event.metaKey || event.ctrlKey)) void send();
    else if (key === 'Escape' && person) setQuery(null);
    else if (key === 'Escape' && onCancel) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.composer}>
      <div className={styles.place}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          value={text}
          aria-label={label}
          aria-invalid={isTooLong || undefined}
          aria-autocomplete="list"
          aria-controls={found.length > 0 ? listId : undefined}
          aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
          placeholder={placeholder}
          onChange={(event) => {
            write(event.target.value, chosen);
            look(event.target);
          }}
          onSelect={(event) => look(event.currentTarget)}
          onBlur={() => setQuery(null)}
          onKeyDown={onKeyDown}
        />
        {found.length > 0 && (
          <div id={listId} role="listbox" aria-label={t('comments.people')} className={styles.people}>
            {found.map((person, i) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (active descendant)
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
              <div
                key={person.id}
                id={`${listId}-${i}`}
                role="option"
                aria-selected={i === at}
                className={styles.person}
                onPointerMove={() => setAt(i)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(person)}
              >
                {person.name}
              </div>
            ))}
          </div>
        )}
      </div>
      {isTooLong && (
        <p role="alert" className={styles.fault}>
          {t('comments.tooLong')}
        </p>
      )}
      {(text.trim() !== '' || onCancel) && (
        <div className={styles.actions}>
          {onCancel && (
            <Button kind="plain" onClick={onCancel}>
              {t('comments.cancel')}
            </Button>
          )}
          <Button
            kind="primary"
            className={styles.send}
            disabled={text.trim() === '' || isTooLong || isSending}
            data-tooltip={sendLabel}
            data-hotkey={keyText('Mod+Enter')}
            onClick={() => void send()}
          >
            {sendLabel}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is typed, from where it was left, and who was chosen to be named in it. */
function useDraft({ draftKey, begin }: ComposerProps) {
  const { noteId, drafts, findPeople } = useFrame();
  const key = `${noteId} ${draftKey}`;
  const [text, setText] = useState(begin?.text ?? '');
  const [chosen, setChosen] = useState<readonly CommentMention[]>(begin?.mentions ?? []);
  const [people, setPeople] = useState<readonly Named[]>([]);
  const hasTyped = useRef(false);
  useEffect(() => {
    void drafts.findDraft(key).then((draft) => {
      if (!draft || hasTyped.current) return;
      setText(draft.text);
      setChosen(draft.mentions);
    });
  }, [drafts, key]);
  const isAsked = text.includes('@');
  useEffect(() => {
    // Whom one may name is asked for when somebody is to be named.
    if (isAsked) void findPeople().then(setPeople, () => {});
  }, [isAsked, findPeople]);
  return {
    text,
    chosen,
    people,
    write(next: string, mentions: readonly CommentMention[]) {
      hasTyped.current = true;
      setText(next);
      setChosen(mentions);
      void drafts.keepDraft({ key, text: next, mentions: [...mentions] });
    },
    sent() {
      setText('');
      setChosen([]);
      void drafts.keepDraft({ key, text: '', mentions: [] });
    },
  };
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`;
}
