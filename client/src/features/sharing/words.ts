/** What is said of roles and links. */
import type { AccessSource } from '@scriptorium/shared/api/note-access.ts';
import type { ShareLink } from '@scriptorium/shared/api/share-links.ts';
import { type NoteRole, noteRoles, type WorkspaceRole } from '@scriptorium/shared/permissions.ts';
import { currentLanguage, type MessageId, t } from '../../lib/i18n/i18n.ts';

export const roleWords: Record<WorkspaceRole, MessageId> = {
  owner: 'sharing.owner',
  admin: 'sharing.admin',
  editor: 'sharing.editor',
  commenter: 'sharing.commenter',
  viewer: 'sharing.viewer',
};

export function roleChoices(): { value: NoteRole; label: string }[] {
  return noteRoles.map((value) => ({ value, label: t(roleWords[value]) }));
}

export function sourceWords(from: AccessSource | null): string | null {
  if (!from) return null;
  return from.title === null ? t('sharing.fromAbove') : t('sharing.from', { title: from.title });
}

export function dateWords(time: string, timeStyle?: 'short'): string {
  const style = { dateStyle: 'medium', ...(timeStyle ? { timeStyle } : {}) } as const;
  return new Intl.DateTimeFormat(currentLanguage(), style).format(new Date(time));
}

/** What there is to know of a link, but for its role. */
export function linkFacts(link: ShareLink, from: AccessSource | null): string {
  const { expires_at } = link;
  const isOver = expires_at !== null && Date.parse(expires_at) < Date.now();
  const date = expires_at === null ? '' : dateWords(expires_at, 'short');
  const facts = [
    sourceWords(from),
    link.with_below && t('sharing.withBelow'),
    link.has_password && t('sharing.factPassword'),
    date && t(isOver ? 'sharing.factExpired' : 'sharing.factUntil', { date }),
    link.needs_account && t('sharing.factAccount'),
    link.is_indexable && t('sharing.factIndexable'),
    t('sharing.factVisitors', { count: link.visitors }),
  ];
  return facts.filter(Boolean).join(' · ');
}
