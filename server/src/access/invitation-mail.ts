/** The mail that invites somebody to a workspace, in the language of whoever sends it. */
import type { Mail } from '../platform/mail.ts';

interface Invited {
  email: string;
  inviter: string;
  workspace_name: string;
  url: string;
  expires_at: Date;
}

export function invitationMail(
  { email, inviter, workspace_name, url, expires_at }: Invited,
  language: 'en' | 'de',
): Mail {
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(expires_at);
  const words = {
    en: {
      subject: `${inviter} invites you to “${workspace_name}”`,
      lines: [
        `${inviter} invites you to write together in the workspace “${workspace_name}”.`,
        `To join, open this link. It is for you alone, and good until ${until}:`,
        url,
        'If you do not know what this is about, you need not do anything.',
      ],
    },
    de: {
      subject: `${inviter} lädt Sie zu „${workspace_name}“ ein`,
      lines: [
        `${inviter} lädt Sie ein, im Arbeitsbereich „${workspace_name}“ mitzuschreiben.`,
        `Öffnen Sie diesen Link, um beizutreten. Er ist nur für Sie und gilt bis ${until}:`,
        url,
        'Wenn Sie nicht wissen, worum es geht, brauchen Sie nichts zu tun.',
      ],
    },
  }[language];
  return { to: email, subject: words.subject, text: `${words.lines.join('\n\n')}\n` };
}
