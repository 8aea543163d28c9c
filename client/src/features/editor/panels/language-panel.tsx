import { useId, useState } from 'react';
import { t } from '../../../lib/i18n/i18n.ts';
import { PopoverPopup } from '../../../ui/popover-popup.tsx';
import { code_languages, knownLanguage } from '../highlight/languages.ts';
import { searchBy } from '../typing-menu/search.ts';
import type { PanelProps } from './panel-layer.tsx';
import styles from './panels.module.css';

/** A list to search in; the field keeps the focus, the arrow keys go through the list. */
export function LanguagePanel({ editor, panel, onClose }: PanelProps) {
  const id = useId();
  const position = panel.position();
  const current: unknown = position === undefined ? null : editor.state.doc.nodeAt(position)?.attrs.language;
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const plain = { id: '', name: t('blocks.plainText') };
  const found = searchBy([plain, ...code_languages], query, (language) => [language.name, language.id]);
  const chosen = found[Math.min(at, found.length - 1)];

  function choose(language: string): void {
    const place = panel.position();
    if (place !== undefined) {
      editor.view.dispatch(editor.state.tr.setNodeAttribute(place, 'language', language || null));
    }
    onClose();
    editor.view.focus();
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    else if (event.key === 'Enter' && chosen) choose(chosen.id);
    else return;
    event.preventDefault();
  }

  return (
    <PopoverPopup
      title={t('blocks.language')}
      anchor={{ current: panel.anchor }}
      returnTo={{ current: editor.view.dom }}
      onClose={onClose}
    >
      <input
        className={styles.search}
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={chosen && `${id}-${chosen.id}`}
        aria-label={t('blocks.findLanguage')}
        placeholder={t('blocks.findLanguage')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t('blocks.language')} className={styles.options}>
        {found.map((language) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus (active descendant)
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={language.id}
            id={`${id}-${language.id}`}
            ref={language === chosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={language === chosen}
            data-current={language.id === (knownLanguage(current) ?? current ?? '') || undefined}
            className={styles.option}
            onClick={() => choose(language.id)}
          >
            {language.name}
          </div>
        ))}
      </div>
    </PopoverPopup>
  );
}
