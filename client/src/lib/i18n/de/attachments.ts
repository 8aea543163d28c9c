import type { attachments as en } from '../en/attachments.ts';

/** Images and files in a note. */
export const attachments = {
  'attachments.absent': 'Noch nicht hier. Vielleicht ist die Datei noch von einem anderen Gerät unterwegs.',
  'attachments.adding': 'Wird eingefügt …',
  'attachments.alt': 'Alternativtext',
  'attachments.altHint': 'Das Bild für Menschen beschreiben, die es nicht sehen können',
  'attachments.altShort': 'Alt',
  'attachments.caption': 'Bildunterschrift',
  'attachments.captionHint': 'Bildunterschrift schreiben',
  'attachments.close': 'Schließen',
  'attachments.download': 'Herunterladen',
  'attachments.downloadNamed': '{name} herunterladen',
  'attachments.enlarge': 'Groß anzeigen',
  'attachments.facts': '{type}, {size}',
  'attachments.file': 'Datei',
  'attachments.image': 'Bild',
  'attachments.notCopied':
    'Eine Datei der anderen Notiz konnte nicht hierher kopiert werden. Bitte noch einmal einfügen, sobald der Server erreichbar ist.',
  'attachments.notKept':
    '„{name}“ konnte auf diesem Gerät nicht aufbewahrt werden und ist deshalb nicht in der Notiz. Bitte Platz schaffen und die Datei noch einmal einfügen.',
  'attachments.percent': '{percent} % der Spalte',
  'attachments.refused': 'Der Server hat diese Datei nicht angenommen. Sie bleibt auf diesem Gerät.',
  'attachments.refusedAccess':
    'Hier können keine Dateien mehr hinzugefügt werden. Die Datei bleibt auf diesem Gerät.',
  'attachments.refusedLost': 'Die Datei ist nicht mehr auf diesem Gerät. Bitte noch einmal einfügen.',
  'attachments.refusedRoom':
    'Der Arbeitsbereich hat keinen Platz mehr für Dateien. Die Datei bleibt auf diesem Gerät.',
  'attachments.refusedSize':
    'Größer als {size}, mehr nimmt dieser Server nicht an. Die Datei bleibt auf diesem Gerät.',
  'attachments.retry': 'Erneut versuchen',
  'attachments.tooLarge':
    '{count, plural, one {„{name}“ ist zu groß: {size}. Möglich sind {limit}.} other {# Dateien sind zu groß, zum Beispiel „{name}“: {size}. Möglich sind {limit}.}}',
  'attachments.unreachable': 'Nicht auf diesem Gerät. Erscheint, sobald der Server erreichbar ist.',
  'attachments.uploading': 'Wird hochgeladen',
  'attachments.waits': 'Auf diesem Gerät; wird hochgeladen, sobald der Server erreichbar ist',
  'attachments.width': 'Breite des Bildes',
} satisfies Record<keyof typeof en, string>;
