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
} satisfies Record<keyof typeof en, string>;
