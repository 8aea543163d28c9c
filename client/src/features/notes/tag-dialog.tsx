import { type Note, tag_length_max, tagKey } from '@scriptorium/shared/api/notes.ts';
import type { Workspace } from '@scriptorium/shared/api/workspaces.ts';
import { type ColorName, color_names } from '@scriptorium/shared/document/safe-values.ts';
import { type FormEvent, useState } from 'react';
import { type MessageId, t } from '../../lib/i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './note-dialogs.module.css';
import { TagDot } from './tag-dot.tsx';
import { useOrderActions } from './use-order-actions.ts';

interface TagDialogProps {
  tag: string;
  workspace: Workspace;
  /** That have the tag, in that workspace. */
  notes: readonly Note[];
  /** @param name it is called by now; null: it is gone; undefined: as before */
  onClose: (name?: string | null) => void;
}

const colorWords: Record<ColorName, MessageId> = {
  gray: 'order.colorGray',
  brown: 'order.colorBrown',
  red: 'order.colorRed',
  orange: 'order.colorOrange',
  yellow: 'order.colorYellow',
  green: 'order.colorGreen',
  blue: 'order.colorBlue',
  purple: 'order.colorPurple',
  pink: 'order.colorPink',
};

/** What a tag is called and how it looks in a whole workspace. */
export function TagDialog({ tag, workspace, notes, onClose }: TagDialogProps) {
  const { renameTag, deleteTag } = useOrderActions();
  const [name, setName] = useState(tag);
  const [isSure, setSure] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const wanted = name.trim().replace(/^#/, '');

  async function rename(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (wanted === '' || wanted === tag) return;
    setBusy(true);
    const isDone = await renameTag(workspace.id, tag, wanted);
    setBusy(false);
    if (!isDone) return;
    showToast(t('order.tagRenamed', { tag: wanted }));
    onClose(wanted);
  }
  async function remove(): Promise<void> {
    if (!isSure) return setSure(true);
    setBusy(true);
    const isDone = await deleteTag(workspace.id, tag);
    setBusy(false);
    if (!isDone) return;
    showToast(t('order.tagDeleted', { tag }));
    onClose(null);
  }
  return (
    <Dialog title={t('order.tagChangeTitle', { tag, workspace: workspace.name })} onClose={() => onClose()}>
      <TagColors tag={tag} workspace={workspace} />
      <form className={`${styles.addTag} ${styles.apart}`} onSubmit={(event) => void rename(event)}>
        <TextField
          label={t('order.tagName')}
          value={name}
          maxLength={tag_length_max}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={isBusy || wanted === '' || wanted === tag}>
          {t('order.tagRename')}
        </Button>
      </form>
      <div className={styles.actions}>
        {isSure && (
          <p className={styles.text} role="status">
            {t('order.tagDeleteSure', { count: notes.length })}
          </p>
        )}
        <Button disabled={isBusy} onClick={() => void remove()}>
          {t('order.tagDelete')}
        </Button>
      </div>
    </Dialog>
  );
}

/** A radio group: the browser brings the arrow keys. */
function TagColors({ tag, workspace }: { tag: string; workspace: Workspace }) {
  const { colorTag } = useOrderActions();
  const [chosen, setChosen] = useState(workspace.tag_colors?.[tagKey(tag)]);
  const choices: (ColorName | undefined)[] = [undefined, ...color_names];

  async function choose(color: ColorName | undefined): Promise<void> {
    const before = chosen;
    setChosen(color);
    if (!(await colorTag(workspace.id, tag, color ?? null))) setChosen(before);
  }
  return (
    <fieldset className={styles.colors}>
      <legend>{t('order.tagColor')}</legend>
      {choices.map((color) => {
        const words = color ? t(colorWords[color]) : t('order.colorNone');
        return (
          <label key={color ?? ''} className={styles.color} data-tooltip={words}>
            <input
              type="radio"
              name="tag-color"
              className="visually-hidden"
              aria-label={words}
              checked={chosen === color}
              onChange={() => void choose(color)}
            />
            <TagDot color={color} />
          </label>
        );
      })}
    </fieldset>
  );
}
