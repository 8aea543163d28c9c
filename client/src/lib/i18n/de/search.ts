import type { search as english } from '../en/search.ts';

/** Finding notes by what is in them: in the palette, and on the page for it. */
export const search: Record<keyof typeof english, string> = {
  'search.inTexts': 'In Notizen',
  'search.onlyHere': 'Keine Verbindung: Das sind Treffer aus den Notizen auf diesem Gerät.',
  'search.failed': 'Die Texte der Notizen konnten nicht durchsucht werden. {reason}',

  'search.title': 'In Notizen suchen',
  'search.words': 'Wörter',
  'search.hint': '„Eine Wortfolge“, -ohne, tag:arbeit, person:ada',
  'search.tag': 'Schlagwort',
  'search.anyTag': 'Alle',
  'search.person': 'Person',
  'search.anybody': 'Alle',
  'search.changed': 'Geändert',
  'search.since_ever': 'Irgendwann',
  'search.since_week': 'In der letzten Woche',
  'search.since_month': 'Im letzten Monat',
  'search.since_year': 'Im letzten Jahr',
  'search.where': 'Wo',
  'search.allNotes': 'Alle Notizen',
  'search.below': 'In und unter „{title}“',
  'search.inTrash': 'Im Papierkorb',
  'search.inComment': 'Kommentar:',
  'search.firstOnes': 'Die ersten {count} Treffer. Für andere mehr angeben.',
};
