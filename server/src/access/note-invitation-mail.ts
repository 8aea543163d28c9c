/** The mail that invites somebody to a note, in the language of whoever sends it. */
import type { NoteInvitation } from '@scriptorium/shared/api/note-access.ts';
import type { Mail } from '../platform/mail.ts';

interface Invited extends NoteInvitation {
  title: string;
  inviter: string;
}

export function noteInvitationMail(
  { email, inviter, title, role, url, expires_at }: Invited,
  language: 'en' | 'de',
): Mail {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const until = dates.format(new Date(expires_at));
  const words = {
    en: {
      subject: `${inviter} shares “${title || 'Untitled'}” with you`,
      lines: [
        `${inviter} shares the note “${title || 'Untitled'}” with you: you can ${verbs.en[role]} it.`,
        `To open it, follow this link. It is for you alone, and good until ${until}:`,
        url,
        'If you do not know what this is about, you need not do anything.',
      ],
    },
    de: {
      subject: `${inviter} teilt „${title || 'Ohne Titel'}“ mit Ihnen`,
      lines: [
        `${inviter} teilt die Notiz „${title || 'Ohne Titel'}“ mit Ihnen, zum ${verbs.de[role]}.`,
        `Öffnen Sie sie mit diesem Link. Er ist nur für Sie und gilt bis ${until}:`,
        url,
        'Wenn Sie nicht wissen, worum es geht, brauchen Sie nichts zu tun.',
      ],
    },
  }[language];
  return { to: email, subject: words.subject, text: `${words.lines.join('\n\n')}\n` };
}

const verbs = {
  en: { editor: 'edit', commenter: 'comment on', viewer: 'read' },
  de: { editor: 'Bearbeiten', commenter: 'Kommentieren', viewer: 'Lesen' },
} as const;
