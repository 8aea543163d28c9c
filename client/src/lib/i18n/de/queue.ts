import type { queue as en } from '../en/queue.ts';

/** Was auf den Server wartet, und was daraus wurde. */
export const queue = {
  'queue.memoryText':
    'Dieser Browser lehnt es ab, für diese Website etwas zu speichern, etwa in einem privaten Fenster. Was wartet, geht beim Schließen der Seite verloren.',
  'queue.title': 'Was auf den Server wartet',
  'queue.safe':
    'Alles ist auf diesem Gerät aufbewahrt und wird der Reihe nach gesendet, sobald der Server erreichbar ist.',
  'queue.decide': 'Der Server hat das nicht angenommen. Es bleibt auf diesem Gerät, bis Sie entscheiden.',
  'queue.nothing': 'Nichts wartet. Alles ist auf dem Server.',
  'queue.create_note': '„{title}“ anlegen',
  'queue.rename': '„{title}“ umbenennen',
  'queue.place': '„{title}“ verschieben',
  'queue.tag': 'Schlagwörter von „{title}“ ändern',
  'queue.favourite': '„{title}“ zu den Favoriten hinzufügen',
  'queue.unfavourite': '„{title}“ aus den Favoriten entfernen',
  'queue.trash': '„{title}“ in den Papierkorb legen',
  'queue.restore': '„{title}“ wiederherstellen',
  'queue.upload_attachment': 'Die Datei „{name}“ in „{title}“ einfügen',
  'queue.comment': '„{title}“ kommentieren',
  'queue.isWaiting': 'Wartet, bis sie an der Reihe ist',
  'queue.isSending': 'Wird gerade gesendet',
  'queue.isUnreachable': 'Der Server hat nicht geantwortet. Der nächste Versuch folgt von selbst.',
  'queue.isBusy': 'Der Server bittet um Geduld. Der nächste Versuch folgt von selbst.',
  'queue.isFault':
    'Auf dem Server ist etwas schiefgegangen. Der nächste Versuch folgt von selbst; andere Aktionen gehen weiter.',
  'queue.isSignedOut': 'Wartet auf eine neue Anmeldung',
  'queue.refusedForbidden':
    'Das ist nicht mehr erlaubt: Die Zugriffsrechte haben sich geändert. Bitte bei der Person nachfragen, der die Notiz gehört.',
  'queue.refusedCreate':
    'Hier dürfen keine Notizen angelegt werden. Bitte bei der Person nachfragen, der der Arbeitsbereich oder die übergeordnete Notiz gehört.',
  'queue.refusedNotFound': 'Die Notiz ist nicht mehr auf dem Server oder wird nicht mehr geteilt.',
  'queue.refusedConflict':
    'Das passt nicht mehr zu dem, was andere inzwischen geändert haben. Bitte die Liste ansehen und neu entscheiden.',
  'queue.refusedExists': 'Auf dem Server ist an dieser Stelle eine andere Notiz.',
  'queue.refusedTooLarge': 'Das ist größer, als der Server annimmt.',
  'queue.refusedQuota':
    'Auf dem Server ist kein Platz mehr. Bitte beim Betreiber nachfragen und es dann erneut versuchen.',
  'queue.refusedMediaType': 'Der Server nimmt Dateien dieser Art nicht an.',
  'queue.refusedMissing': 'Die Datei ist nicht mehr auf diesem Gerät.',
  'queue.refusedOther':
    'Der Server hat es nicht angenommen. Vielleicht gelingt es mit einer neueren Version der App.',
  'queue.createIsSafe': 'Die Notiz ist nur auf diesem Gerät, mit dem ganzen Text.',
  'queue.uploadIsSafe': 'Die Datei ist auf diesem Gerät aufbewahrt.',
  'queue.restIsSafe': 'Die Notiz ist, wie sie vorher war; nichts von ihr ist verloren.',
  'queue.behind':
    '{count, plural, one {# weitere Aktion wartet dahinter} other {# weitere Aktionen warten dahinter}}',
  'queue.download': 'Kopie herunterladen',
  'queue.discard': 'Verwerfen …',
  'queue.discardSure': 'Die Aktion wird nicht ausgeführt. Das lässt sich nicht rückgängig machen.',
  'queue.discardNoteSure':
    'Der Text dieser Notiz wird von diesem Gerät entfernt. Das lässt sich nicht rückgängig machen.',
  'queue.discardNow': 'Verwerfen',
  'queue.keep': 'Behalten',
} satisfies Record<keyof typeof en, string>;
