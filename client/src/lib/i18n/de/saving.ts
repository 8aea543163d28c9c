import type { saving as en } from '../en/saving.ts';

/** Of the open note: where its changes are, refusals, coming back after a long time apart. */
export const saving = {
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
  'sync.causeFileRetrying': 'Der Server hat eine Datei dieser Notiz noch nicht angenommen.',
  'sync.causeFileRefused':
    'Der Text ist gespeichert, aber der Server hat eine Datei dieser Notiz nicht angenommen. An der Datei steht, warum, und dort lässt es sich noch einmal versuchen.',
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
} satisfies Record<keyof typeof en, string>;
