import type { NoteAccess } from '@scriptorium/shared/api/note-access.ts';
import { t } from '../../lib/i18n/i18n.ts';
import { CheckField } from './check-field.tsx';
import { sendRestricted, useShareChange } from './queries.ts';

/** Whether what is shared further up holds here. */
export function RestrictSwitch({ noteId, access }: { noteId: string; access: NoteAccess }) {
  const change = useShareChange((restricted: boolean) => sendRestricted(noteId, restricted));
  // Alone in one's own workspace there is nobody to keep out, unless something above is shared.
  const isAlone =
    access.workspace?.is_personal && [...access.people, ...access.links].every(({ from }) => !from);
  if (isAlone && !access.is_restricted) return null;
  return (
    <CheckField
      label={t('sharing.restrict')}
      hint={t('sharing.restrictMeans')}
      isChecked={change.isPending ? change.variables : access.is_restricted}
      onChange={(restricted) => change.mutate(restricted)}
    />
  );
}
