/** What the server's own pages say, in the languages of the app. */

export type Language = 'en' | 'de';

const words = {
  en: {
    untitled: 'Untitled',
    pagesBelow: 'Pages below',
    path: 'Where this page is',
    changed: 'Last changed {date}',
    madeWith: 'Shared with Scriptorium',
    open: 'Open in Scriptorium',
    openAs: 'Go on as {name}',
    signIn: 'Sign in',
    signInInstead: 'I have an account',
    yourName: 'Your name',
    join_editor: 'Edit with others',
    join_commenter: 'Comment',
    join_viewer: 'Open',
    joinLead: 'No account needed. Others see this name beside what you write.',
    joinAction: 'Go to the note',
    nameMissing: 'Enter a name of at most 60 characters.',
    passwordTitle: 'This note is protected',
    passwordLead: 'Enter the password that came with the link.',
    password: 'Password',
    passwordAction: 'Open',
    passwordWrong: 'This is not the password. Check it and try again.',
    accountTitle: 'Sign in to open this note',
    accountLead: 'It was shared with people who have an account here.',
    goneTitle: 'There is nothing here',
    goneLead:
      'This link is wrong, was revoked or has expired, or the note is gone. Ask whoever sent it to you for another one.',
    tooManyTitle: 'One moment',
    tooManyLead: 'That was tried too often. Wait a minute, then try again.',
    faultTitle: 'This did not work',
    faultLead: 'The server has a problem just now. Nothing is lost; try again shortly.',
    fullTitle: 'This link is full',
    fullLead: 'Too many people came by it. Ask whoever sent it to you for another one.',
  },
  de: {
    untitled: 'Ohne Titel',
    pagesBelow: 'Seiten darunter',
    path: 'Wo diese Seite liegt',
    changed: 'Zuletzt geändert {date}',
    madeWith: 'Geteilt mit Scriptorium',
    open: 'In Scriptorium öffnen',
    openAs: 'Weiter als {name}',
    signIn: 'Anmelden',
    signInInstead: 'Ich habe ein Konto',
    yourName: 'Ihr Name',
    join_editor: 'Mitschreiben',
    join_commenter: 'Kommentieren',
    join_viewer: 'Öffnen',
    joinLead: 'Ein Konto ist nicht nötig. Andere sehen diesen Namen bei dem, was Sie schreiben.',
    joinAction: 'Zur Notiz',
    nameMissing: 'Geben Sie einen Namen mit höchstens 60 Zeichen ein.',
    passwordTitle: 'Diese Notiz ist geschützt',
    passwordLead: 'Geben Sie das Passwort ein, das zum Link gehört.',
    password: 'Passwort',
    passwordAction: 'Öffnen',
    passwordWrong: 'Das ist nicht das Passwort. Prüfen Sie es und versuchen Sie es noch einmal.',
    accountTitle: 'Melden Sie sich an, um diese Notiz zu öffnen',
    accountLead: 'Sie wurde mit Personen geteilt, die hier ein Konto haben.',
    goneTitle: 'Hier ist nichts',
    goneLead:
      'Dieser Link ist falsch, wurde widerrufen oder ist abgelaufen, oder die Notiz gibt es nicht mehr. Bitten Sie die Person, von der Sie ihn haben, um einen neuen.',
    tooManyTitle: 'Einen Moment',
    tooManyLead: 'Das waren zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
    faultTitle: 'Das hat nicht geklappt',
    faultLead: 'Der Server hat gerade ein Problem. Nichts ist verloren; versuchen Sie es gleich noch einmal.',
    fullTitle: 'Dieser Link ist voll',
    fullLead:
      'Zu viele Personen sind damit gekommen. Bitten Sie die Person, von der Sie ihn haben, um einen neuen.',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type Word = keyof (typeof words)['en'];

export function say(language: Language, word: Word, values: Record<string, string> = {}): string {
  return words[language][word].replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? '');
}
