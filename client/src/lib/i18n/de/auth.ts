import type { auth as en } from '../en/auth.ts';

/** Signing in and up. */
export const auth = {
  'auth.name': 'Name',
  'auth.email': 'E-Mail',
  'auth.password': 'Passwort',
  'auth.passwordHint':
    '{count, plural, one {Mindestens # Zeichen. Ein paar Wörter ergeben ein gutes.} other {Mindestens # Zeichen. Ein paar Wörter ergeben ein gutes.}}',
  'auth.signIn': 'Anmelden',
  'auth.signingIn': 'Anmeldung läuft …',
  'auth.welcomeBack': 'Willkommen zurück',
  'auth.signInLead': 'Melden Sie sich an, um zu Ihren Notizen zu kommen.',
  'auth.newHere': 'Neu hier?',
  'auth.createAccount': 'Konto anlegen',
  'auth.askForInvitation':
    'Neu hier? Bitten Sie die Person, die diese Installation betreibt, um eine Einladung.',
  'auth.createLead': 'Ihre Notizen, auf dieser Installation von Scriptorium.',
  'auth.create': 'Konto anlegen',
  'auth.creating': 'Wird angelegt …',
  'auth.alreadyHere': 'Schon hier?',
  'auth.ownerTitle': 'Das erste Konto anlegen',
  'auth.ownerLead':
    'Diese Installation ist neu. Sie gehört dem Konto, das Sie jetzt anlegen: Es entscheidet, wer sonst noch dazukommt. Alles bleibt auf Ihrem Server.',
  'auth.createAndStart': 'Konto anlegen und beginnen',
  'auth.accountExists': 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich damit an.',
  'auth.invitationTitle': 'Nur auf Einladung',
  'auth.invitationLead':
    'Diese Installation nimmt neue Personen nur auf Einladung auf. Bitten Sie die Person, die sie betreibt, Sie einzuladen, und öffnen Sie dann den Link, den Sie bekommen.',
  'auth.invitationGone':
    'Diese Einladung gilt nicht mehr. Bitten Sie die Person, die sie geschickt hat, um eine neue.',
  'auth.backToSignIn': 'Zurück zur Anmeldung',
} satisfies Record<keyof typeof en, string>;
