/** Who can see a note and why, in plain words; and for whoever may share it, all that there is to change about that. */
import type { NoteAccess } from '@scriptorium/shared/api/note-access.ts';
import { useQuery } from '@tanstack/react-query';
import { errorWords } from '../../lib/error-words.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { Queries } from '../../lib/queries.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormNote } from '../../ui/form-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AddPeople } from './add-people.tsx';
import { LinkList } from './link-list.tsx';
import { PeopleList } from './people-list.tsx';
import { accessQuery } from './queries.ts';
import { RestrictSwitch } from './restrict-switch.tsx';
import styles from './sharing.module.css';

export interface ShareDialogProps {
  noteId: string;
  title: string;
  /** Who looks. */
  personId: string;
  mayShare: boolean;
  onClose: () => void;
}

export function ShareDialog({ title, mayShare, onClose, ...rest }: ShareDialogProps) {
  return (
    <Queries>
      <Dialog title={t(mayShare ? 'sharing.title' : 'sharing.titleWhy', { title })} onClose={onClose}>
        <Loaded {...rest} />
      </Dialog>
    </Queries>
  );
}

function Loaded({ noteId, personId }: Pick<ShareDialogProps, 'noteId' | 'personId'>) {
  const { data: access, error } = useQuery(accessQuery(noteId));
  if (access) return <Access noteId={noteId} personId={personId} access={access} />;
  if (error) return <FormNote text={errorWords(error)} />;
  return <Skeleton label={t('sharing.loading')} widths={[55, 40, 60]} />;
}

interface AccessProps {
  noteId: string;
  personId: string;
  access: NoteAccess;
}

function Access({ noteId, personId, access }: AccessProps) {
  return (
    <div className={styles.panel}>
      {access.may_share && <AddPeople noteId={noteId} />}
      <section>
        <h3 className={styles.heading}>{t('sharing.who')}</h3>
        <PeopleList noteId={noteId} personId={personId} access={access} />
        {access.may_share && <RestrictSwitch noteId={noteId} access={access} />}
      </section>
      {access.may_share && <LinkList noteId={noteId} links={access.links} />}
    </div>
  );
}
