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
  'sync.connecting': 'Verbinden …',
  'sync.saving': 'Speichern …',
  'sync.savedOnDevice': 'Auf diesem Gerät gespeichert',
  'sync.saved': 'Gespeichert',
  'sync.offline': 'Offline',
  'sync.notSaved': 'Nicht gespeichert',
  'sync.tooltip': 'Wo Ihre Änderungen sind',
  'sync.causeNoNetwork': 'Dieses Gerät hat kein Netz.',
  'sync.causeNoServer': 'Der Server ist nicht zu erreichen.',
  'sync.causeServerSlow': 'Der Server ist verbunden, hat die letzten Änderungen aber noch nicht bestätigt.',
  'sync.causeNoStorage':
    'Der Server ist nicht zu erreichen, und dieser Browser bewahrt für diese Seite keine Daten auf.',
  'sync.causeRefused': 'Der Server nimmt für diese Notiz keine Änderungen mehr an.',
  'sync.causeReadOnly':
    'Sie dürfen diese Notiz jetzt nur noch lesen; der Server nimmt nicht an, was Sie geschrieben haben.',
  'sync.connectingText': 'Die Verbindung zum Server wird hergestellt.',
  'sync.savingText': 'Ihre letzten Änderungen sind auf dem Weg zum Server.',
  'sync.savedText': 'Alles steht in der Datenbank des Servers.',
  'sync.offlineText':
    '{cause} Sie können weiterschreiben: Änderungen bleiben auf diesem Gerät und werden gesendet, sobald die Verbindung wieder da ist.',
  'sync.savedOnDeviceText':
    '{cause} {count, plural, one {# Änderung liegt auf diesem Gerät und wird von selbst gesendet.} other {# Änderungen liegen auf diesem Gerät und werden von selbst gesendet.}}',
  'sync.keepTabText': '{cause} Lassen Sie diesen Tab offen, oder laden Sie eine Kopie herunter.',
  'sync.downloadText':
    '{cause} Laden Sie eine Kopie herunter, oder behalten Sie das Geschriebene als neue eigene Notiz.',
  'sync.lastSaved': 'Zuletzt war alles {ago} gespeichert.',
  'sync.keepHere': 'Auf diesem Gerät behalten',
  'sync.keepHereHint': 'Diese Notiz lässt sich hier auch ohne Netz lesen und bearbeiten.',
  'sync.download': 'Kopie herunterladen',
  'sync.keepAsNew': 'Als neue eigene Notiz behalten',
  'sync.keptAsNew': 'Als neue Notiz behalten. Das ist sie.',
  'sync.notKept':
    'Das ließ sich nicht als neue Notiz behalten: Dieser Browser speichert nichts mehr. Laden Sie eine Kopie herunter.',
  'sync.whatIsKept': 'Was dieser Browser davon hat, bleibt hier lesbar.',
  'sync.changesKept':
    '{count, plural, one {# Ihrer Änderungen hat den Server nicht erreicht. Sie liegt auf diesem Gerät.} other {# Ihrer Änderungen haben den Server nicht erreicht. Sie liegen auf diesem Gerät.}}',
  'sync.reload': 'Neu laden',
  'sync.forbiddenTitle': 'Diese Notiz ist hier nicht für Sie',
  'sync.forbiddenText':
    'Entweder gibt es sie nicht, oder sie gehört jemandem, der Sie nicht eingelassen hat. Falls Sie einen Link bekommen haben, bitten Sie diese Person um Zugang.',
  'sync.lostAccessText':
    'Sie wurde gelöscht, oder ihr Besitzer hat Ihren Zugang beendet. Fragen Sie dort nach, falls Sie sie noch brauchen.',
  'sync.tooLargeTitle': 'Die letzte Änderung ist zu groß',
  'sync.tooLargeText':
    'Sie ist größer, als dieser Server auf einmal annimmt. Was vorher gespeichert war, ist nicht verloren. Laden Sie die Seite neu und fügen Sie sie in kleineren Stücken ein.',
  'sync.noteFullTitle': 'Diese Notiz ist voll',
  'sync.noteFullText':
    'Sie hat die Größe erreicht, die dieser Server für eine Notiz erlaubt. Was vorher gespeichert war, ist nicht verloren. Schreiben Sie in einer neuen Notiz weiter.',
  'sync.outdatedTitle': 'Eine neuere Version der App ist nötig',
  'sync.outdatedText':
    'Der Server wurde aktualisiert. Was Sie geschrieben haben, liegt auf diesem Gerät. Laden Sie die Seite neu, um weiterzuschreiben.',
  'sync.badMessageTitle': 'Diese Notiz lässt sich nicht speichern',
  'sync.badMessageText': 'Der Server hat diese Version der App nicht verstanden. Laden Sie die Seite neu.',
  'sync.readOnlyTitle': 'Ihre letzten Änderungen lassen sich hier nicht speichern',
  'sync.readOnlyText':
    'Sie dürfen diese Notiz jetzt nur noch lesen. Liegt sie im Papierkorb, stellen Sie sie wieder her; sonst fragen Sie ihren Besitzer, dann werden sie gesendet.',
  'sync.notHereTitle': 'Diese Notiz ist noch nicht auf diesem Gerät',
  'sync.notHereText':
    'Der Server ist gerade nicht zu erreichen, und dieser Browser hat keine Kopie. Sie öffnet sich von selbst, sobald der Server wieder da ist.',
  'back.title': 'Während Sie offline waren',
  'back.text':
    'Sie haben offline {own, plural, one {# Änderung} other {# Änderungen}} gemacht, andere {others, number}{overlap, plural, =0 {.} one {; # Absatz wurde von beiden geändert.} other {; # Absätze wurden von beiden geändert.}}',
  'back.show': 'Zeigen',
  'back.dismiss': 'Ausblenden',
  'back.previous': 'Vorige Änderung',
  'back.next': 'Nächste Änderung',
  'back.position': '{current} von {count}',
  'back.yours': 'von Ihnen',
  'back.theirs': 'von anderen',
  'back.deleted': '{count, plural, one {# Löschung} other {# Löschungen}}',

  'queue.waiting':
    '{count, plural, one {# Aktion wartet auf den Server} other {# Aktionen warten auf den Server}}',
  'queue.attention':
    '{count, plural, one {# Aktion braucht Aufmerksamkeit} other {# Aktionen brauchen Aufmerksamkeit}}',
  'queue.memory': 'Dieser Browser speichert nichts',
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
