import type { notes as en } from '../en/notes.ts';

/** The tree, the trash, tags and favourites. */
export const notes = {
  'notes.untitled': 'Ohne Titel',
  'notes.loadingList': 'Die Liste der Notizen wird geladen',
  'notes.noneYet': 'Noch keine Notizen.',
  'notes.titleOfNote': 'Titel der Notiz',
  'notes.actionsFor': 'Aktionen für {title}',
  'notes.actions': 'Aktionen für diese Notiz',
  'notes.rename': 'Umbenennen',
  'notes.copyLink': 'Link kopieren',
  'notes.linkCopied': 'Link kopiert',
  'notes.moveToTrash': 'In den Papierkorb',
  'notes.restore': 'Wiederherstellen',
  'notes.restoreNamed': '{title} wiederherstellen',
  'notes.trashed': '„{title}“ liegt im Papierkorb',
  'notes.restored': '„{title}“ ist wieder da',
  'notes.notCreated': 'Die Notiz wurde nicht angelegt: {reason}',
  'notes.notRenamed': 'Die Notiz wurde nicht umbenannt: {reason}',
  'notes.notMoved': 'Die Notiz wurde nicht verschoben: {reason}',
  'notes.notRestored': 'Die Notiz wurde nicht wiederhergestellt: {reason}',
  'notes.notTagged': 'Die Schlagwörter wurden nicht geändert: {reason}',
  'notes.notFavourite': 'Die Favoriten wurden nicht geändert: {reason}',
  'notes.deviceRefused':
    'Dieses Gerät konnte die Änderung nicht aufbewahren. Bitte die Seite neu laden oder Speicherplatz freigeben.',

  'notes.inTrash': 'Diese Notiz liegt im Papierkorb. Sie kann gelesen, aber nicht geändert werden.',
  'notes.trash': 'Papierkorb',
  'notes.trashLead': 'Diese Notizen können gelesen und zurückgeholt werden.',
  'notes.trashLoading': 'Der Papierkorb wird geladen',
  'notes.trashNotListed': 'Der Papierkorb konnte nicht aufgelistet werden',
  'notes.trashNotListedText': '{reason} Nichts darin ist verloren.',
  'notes.trashEmpty': 'Der Papierkorb ist leer',
  'notes.trashEmptyText': 'Notizen im Papierkorb warten hier und können zurückgeholt werden.',
  'notes.backToNotes': 'Zurück zu den Notizen',
  'notes.trashedWhen': 'Hierher verschoben: {when}',
} satisfies Record<keyof typeof en, string>;
