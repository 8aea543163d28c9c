/** Find and replace, over the top of the note. Enter and Shift+Enter go through what was found, Escape to the text. */
import type { Editor } from '@tiptap/core';
import {
  CaseSensitive,
  ChevronDown,
  ChevronRight,
  ChevronUp,
  type LucideIcon,
  Regex,
  WholeWord,
  X,
} from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { matches } from '../../../lib/hotkeys.ts';
import { t } from '../../../lib/i18n/i18n.ts';
import { useShortcuts } from '../../../lib/shortcuts.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { showToast } from '../../../ui/toast.tsx';
import styles from './find-bar.module.css';
import { Finder, type Found } from './finder.ts';
import type { FindQuery } from './search.ts';
import './found.css';

interface FindBarProps {
  editor: Editor;
  isEditable: boolean;
  onClose: () => void;
}

export function FindBar(props: FindBarProps) {
  const [finder, setFinder] = useState<Finder | null>(null);
  useEffect(() => {
    const made = new Finder(props.editor);
    setFinder(made);
    return () => made.destroy();
  }, [props.editor]);
  return finder && <Bar finder={finder} {...props} />;
}

function Bar({ finder, editor, isEditable, onClose }: FindBarProps & { finder: Finder }) {
  const [query, setQuery] = useState<FindQuery>(() => ({ ...options, text: selectedText(editor) }));
  const [isReplacing, setReplacing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const found = useSyncExternalStore(finder.found.subscribe, finder.found.get);
  useEffect(() => finder.look(query), [finder, query]);
  useEffect(() => field.current?.select(), []);
  // Pressed again: a new word to look for.
  useShortcuts([{ shortcut: 'find', run: () => field.current?.select() }]);

  function close(): void {
    onClose();
    finder.leave();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (matches('Mod+G', event) || matches('Mod+Shift+G', event)) finder.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  return (
    <search className={`${styles.place} no-print`} aria-label={t('find.title')} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        {isEditable && (
          <IconButton
            label={t('find.showReplace')}
            className={styles.unfold}
            aria-expanded={isReplacing}
            onClick={() => setReplacing(!isReplacing)}
          >
            <ChevronRight aria-hidden="true" />
          </IconButton>
        )}
        <div className={styles.rows}>
          <div className={styles.row}>
            <QueryField ref={field} query={query} found={found} onQuery={setQuery} finder={finder} />
            <IconButton label={t('find.previous')} hotkey="⇧ ↵" onClick={() => finder.go(-1)}>
              <ChevronUp aria-hidden="true" />
            </IconButton>
            <IconButton label={t('find.next')} hotkey="↵" onClick={() => finder.go(1)}>
              <ChevronDown aria-hidden="true" />
            </IconButton>
            <IconButton label={t('find.close')} hotkey="Esc" onClick={close}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
          {isEditable && isReplacing && <ReplaceRow finder={finder} />}
        </div>
      </div>
    </search>
  );
}

interface QueryFieldProps {
  ref: RefObject<HTMLInputElement | null>;
  query: FindQuery;
  found: Found;
  finder: Finder;
  onQuery: (query: FindQuery) => void;
}

function QueryField({ ref, query, found, finder, onQuery }: QueryFieldProps) {
  const set = (change: Partial<FindQuery>) => {
    const next = { ...query, ...change };
    Object.assign(options, next, { text: '' });
    onQuery(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    finder.go(event.shiftKey ? -1 : 1);
  };
  return (
    <div className={styles.box} data-invalid={found.problem !== null || undefined}>
      <input
        ref={ref}
        className={styles.input}
        aria-label={t('find.what')}
        placeholder={t('find.what')}
        value={query.text}
        maxLength={1_000}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={({ target }) => set({ text: target.value })}
        onKeyDown={onKeyDown}
      />
      <span className={styles.count} role="status">
        {query.text !== '' && countText(found)}
      </span>
      <Choice
        label={t('find.matchCase')}
        icon={CaseSensitive}
        isOn={query.matchesCase}
        onChange={(matchesCase) => set({ matchesCase })}
      />
      <Choice
        label={t('find.wholeWords')}
        icon={WholeWord}
        isOn={query.wholeWords}
        onChange={(wholeWords) => set({ wholeWords })}
      />
      <Choice
        label={t('find.pattern')}
        icon={Regex}
        isOn={query.isPattern}
        onChange={(isPattern) => set({ isPattern })}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  icon: LucideIcon;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Choice({ label, icon: Icon, isOn, onChange }: ChoiceProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      aria-label={label}
      aria-pressed={isOn}
      data-tooltip={label}
      onClick={() => onChange(!isOn)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function ReplaceRow({ finder }: { finder: Finder }) {
  const [template, setTemplate] = useState('');
  const replaceAll = async () => {
    const count = await finder.replaceAll(template);
    showToast(t('find.replaced', { count }));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void finder.replace(template);
  };
  return (
    <form className={styles.row} onSubmit={onSubmit}>
      <div className={styles.box}>
        <input
          className={styles.input}
          aria-label={t('find.replaceWith')}
          placeholder={t('find.replaceWith')}
          value={template}
          maxLength={1_000}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setTemplate(target.value)}
        />
      </div>
      <Button type="submit" kind="plain">
        {t('find.replace')}
      </Button>
      <Button kind="plain" onClick={() => void replaceAll()}>
        {t('find.replaceAll')}
      </Button>
    </form>
  );
}

/** As they were last chosen, while the page lives. */
const options: FindQuery = { text: '', matchesCase: false, wholeWords: false, isPattern: false };

function countText({ count, current, isMore, problem }: Found): string {
  if (problem === 'pattern') return t('find.badPattern');
  if (problem === 'slow') return t('find.slow');
  if (count === 0) return t('find.none');
  return t(isMore ? 'find.countMore' : 'find.count', { current, count });
}

/** A word that is selected is what one wants to find; a whole passage is not. */
function selectedText({ state }: Editor): string {
  const { from, to, $from, $to } = state.selection;
  return $from.sameParent($to) && to - from <= 200 ? state.doc.textBetween(from, to) : '';
}
