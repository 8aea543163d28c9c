import type { Editor } from '@tiptap/core';
import { Check, ExternalLink, Unlink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../lib/i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './bubble-toolbar.module.css';
import { linkAddress } from './link-address.ts';

export function LinkField({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const current: unknown = editor.getAttributes('link').href;
  const [value, setValue] = useState(typeof current === 'string' ? current : '');
  const [isWrong, setWrong] = useState(false);

  function leave(): void {
    onDone();
    editor.commands.focus();
  }

  function apply(event: FormEvent): void {
    event.preventDefault();
    const href = linkAddress(value);
    setWrong(href === null);
    if (href === null) return;
    editor.chain().focus().extendMarkRange('link').setMark('link', { href }).run();
    leave();
  }

  return (
    <form className={styles.link} onSubmit={apply} onKeyDown={(event) => event.key === 'Escape' && leave()}>
      <input
        className={styles.address}
        aria-label={t('blocks.linkAddress')}
        aria-invalid={isWrong || undefined}
        placeholder="https://"
        value={value}
        inputMode="url"
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        onChange={(event) => {
          setWrong(false);
          setValue(event.currentTarget.value);
        }}
      />
      <IconButton label={t('blocks.setLink')} type="submit">
        <Check aria-hidden="true" />
      </IconButton>
      {typeof current === 'string' && (
        <>
          <IconButton
            label={t('blocks.openLink')}
            onClick={() => window.open(linkAddress(current) ?? '', '_blank', 'noopener,noreferrer')}
          >
            <ExternalLink aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t('blocks.removeLink')}
            onClick={() => {
              editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
              leave();
            }}
          >
            <Unlink aria-hidden="true" />
          </IconButton>
        </>
      )}
    </form>
  );
}
