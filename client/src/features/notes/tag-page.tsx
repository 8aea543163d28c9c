import { type Note, tagKey } from '@scriptorium/shared/api/notes.ts';
import { may } from '@scriptorium/shared/permissions.ts';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '../../lib/i18n/i18n.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { NoteLinks } from './note-links.tsx';
import { useLivingNotes } from './queries.ts';
import { TagDialog } from './tag-dialog.tsx';
import { TagDot } from './tag-dot.tsx';
import styles from './tag-page.module.css';
import { allTags, hasTag, tagAddress } from './tags.ts';
import { useTagColors, useWorkspace } from './workspace.ts';

/** The notes with a tag, and with others as well: which ones is in the address. */
export function TagPage() {
  const { tag = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  const also = query.getAll('and');
  const tagged = useLivingNotes()?.filter((note) => hasTag(note, tag));
  const notes = tagged?.filter((note) => also.every((each) => hasTag(note, each)));
  useDocumentTitle([tag, ...also].map((each) => `#${each}`).join(' '));

  function toggle(other: string): void {
    const isThere = also.some((each) => tagKey(each) === tagKey(other));
    const next = isThere ? also.filter((each) => tagKey(each) !== tagKey(other)) : [...also, other];
    setQuery(next.map((each): [string, string] => ['and', each]));
  }
  return (
    <Page title={`#${tag}`} lead={t('notes.tagCount', { count: notes?.length ?? 0 })}>
      {notes && tagged ? (
        <>
          <div className={styles.tools}>
            <OtherTags tag={tag} also={also} notes={notes} onToggle={toggle} />
            <ChangeTag tag={tag} notes={tagged} />
          </div>
          <NoteLinks notes={notes} />
        </>
      ) : (
        <Skeleton label={t('notes.loadingList')} widths={[60, 75, 50]} />
      )}
    </Page>
  );
}

interface OtherTagsProps {
  tag: string;
  also: readonly string[];
  /** That are shown: their tags are the ones that narrow the list further. */
  notes: readonly Note[];
  onToggle: (tag: string) => void;
}

function OtherTags({ tag, also, notes, onToggle }: OtherTagsProps) {
  const colors = useTagColors();
  const isChosen = (other: string) => also.some((each) => tagKey(each) === tagKey(other));
  const others = allTags(notes).filter((each) => tagKey(each.tag) !== tagKey(tag));
  const gone = also.filter((each) => !others.some((other) => tagKey(other.tag) === tagKey(each)));
  const shown = [...gone, ...others.map((each) => each.tag)];
  if (shown.length === 0) return <div />;
  return (
    <fieldset className={styles.filters}>
      <legend className={styles.legend}>{t('order.tagsAlso')}</legend>
      {shown.map((other) => (
        <button
          key={tagKey(other)}
          type="button"
          className={styles.chip}
          aria-pressed={isChosen(other)}
          aria-label={t(isChosen(other) ? 'order.tagNotAlso' : 'order.tagAlso', { tag: other })}
          onClick={() => onToggle(other)}
        >
          <TagDot color={colors[tagKey(other)]} />
          {other}
        </button>
      ))}
    </fieldset>
  );
}

function ChangeTag({ tag, notes }: { tag: string; notes: readonly Note[] }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  if (!workspace || !may(workspace.role, 'workspace:manage_tags')) return null;
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t('order.tagChange')}
      </Button>
      {isOpen && (
        <TagDialog
          tag={tag}
          workspace={workspace}
          notes={notes.filter((note) => note.workspace_id === workspace.id)}
          onClose={(name) => {
            setOpen(false);
            if (name !== undefined)
              void navigate(name === null ? '/home' : tagAddress(name), { replace: true });
          }}
        />
      )}
    </>
  );
}
