import type { sync as en } from '../en/sync.ts';

/** Where changes are, what waits, coming back, new versions. */
export const sync = {
  'sync.newVersion': 'Eine neue Version ist bereit.',
  'sync.updatedElsewhere': 'Scriptorium wurde in einem anderen Tab aktualisiert.',
  'sync.partMissing': 'Ein Teil dieser Version ist nicht mehr auf dem Server. Das Geschriebene ist sicher.',
  'sync.outdated':
    'Der Server hat eine neuere Version. Was Sie schreiben, bleibt bis zum Neuladen auf diesem Gerät.',
  'sync.later': 'Später',
  'sync.reloadRefused':
    'Nicht neu geladen: Änderungen konnten nicht auf dieses Gerät geschrieben werden. Laden Sie zuerst eine Kopie herunter.',
  'queue.waiting':
    '{count, plural, one {# Aktion wartet auf den Server} other {# Aktionen warten auf den Server}}',
  'queue.attention':
    '{count, plural, one {# Aktion braucht Aufmerksamkeit} other {# Aktionen brauchen Aufmerksamkeit}}',
  'queue.memory': 'Dieser Browser speichert nichts',
  'queue.notDownloaded': 'Von dieser Notiz ist auf diesem Gerät nichts, was heruntergeladen werden könnte.',

  'sync.signOutTitle': 'Änderungen sind nur auf diesem Gerät',
  'sync.signOutNotes':
    '{count, plural, one {# Notiz hat Änderungen, die nur auf diesem Gerät sind:} other {# Notizen haben Änderungen, die nur auf diesem Gerät sind:}}',
  'sync.signOutActions':
    '{count, plural, one {# Aktion wartet noch auf den Server.} other {# Aktionen warten noch auf den Server.}}',
  'sync.signOutText':
    'Das Abmelden entfernt sie endgültig von diesem Gerät. Angemeldet bleiben, bis sie gesendet sind, oder sie vorher herunterladen.',
  'sync.stay': 'Angemeldet bleiben',
  'sync.downloadAll': 'Herunterladen',
  'sync.signOutAnyway': 'Trotzdem abmelden',
} satisfies Record<keyof typeof en, string>;
