import type { history as english } from '../en/history.ts';

export const history: Record<keyof typeof english, string> = {
  'history.titleOf': 'Verlauf von {title}',
  'history.back': 'Zurück zur Notiz',
  'history.restore': 'Diesen Stand wiederherstellen',
  'history.restored': 'Die Notiz ist wieder, wie sie damals war',
  'history.notRestored': 'Die Notiz wurde nicht geändert: {reason}',
  'history.place': 'Stelle im Verlauf',
  'history.earlier': 'Früher',
  'history.later': 'Später',
  'history.begin': 'Bevor etwas geschrieben war',
  'history.moment': '{when}, {names}',
  'history.note': 'Die Notiz, wie sie war',
  'history.timeline': 'Zeitleiste',
  'history.none': 'Noch wurde nichts geschrieben.',
  'history.more': 'Was davor war',
  'history.added': '{count, plural, one {# Zeichen dazu} other {# Zeichen dazu}}',
  'history.removed': '{count, plural, one {# Zeichen weg} other {# Zeichen weg}}',
  'history.nobody': 'Scriptorium',
  'history.gonePerson': 'Jemand, dessen Konto gelöscht ist',
  'history.notThere': 'Der Verlauf ist nicht da',
  'history.notThereText': '{reason} Er liegt auf dem Server; nichts davon ist verloren.',
};
