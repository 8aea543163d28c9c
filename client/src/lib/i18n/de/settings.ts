import type { settings as en } from '../en/settings.ts';

/** Profile, appearance, language, password, sessions. */
export const settings = {
  'settings.title': 'Einstellungen',
  'settings.sections': 'Abschnitte der Einstellungen',
  'settings.profile': 'Profil',
  'settings.profileLead': 'Wie andere Sie sehen.',
  'settings.name': 'Name',
  'settings.email': 'E-Mail',
  'settings.role': 'Rolle',
  'settings.owner': 'Dieses Konto verwaltet die Installation',
  'settings.saveName': 'Namen speichern',
  'settings.nameSaved': 'Name gespeichert',
  'settings.notSaved': 'Nicht gespeichert: {reason}',
  'settings.color': 'Ihre Farbe',
  'settings.colorLead': 'Für Ihren Cursor, Ihre Auswahl und Ihr Bild; alle sehen dieselbe.',
  'settings.orange': 'Orange',
  'settings.amber': 'Bernstein',
  'settings.lime': 'Limette',
  'settings.green': 'Grün',
  'settings.teal': 'Petrol',
  'settings.sky': 'Himmelblau',
  'settings.blue': 'Blau',
  'settings.indigo': 'Indigo',
  'settings.violet': 'Violett',
  'settings.fuchsia': 'Fuchsia',
  'settings.pink': 'Pink',
  'settings.red': 'Rot',

  'settings.appearance': 'Erscheinungsbild',
  'settings.appearanceLead': 'Auf diesem Gerät.',
  'settings.theme': 'Darstellung',
  'settings.language': 'Sprache',
  'settings.languageNotFetched':
    'Die Sprache konnte nicht geladen werden. Versuchen Sie es, sobald die Verbindung wieder da ist.',

  'settings.security': 'Sicherheit',
  'settings.password': 'Passwort',
  'settings.currentPassword': 'Jetziges Passwort',
  'settings.newPassword': 'Neues Passwort',
  'settings.endOthers': 'Überall sonst abmelden',
  'settings.changePassword': 'Passwort ändern',
  'settings.passwordChanged': 'Passwort geändert',
  'settings.passwordWrong': 'Das jetzige Passwort ist falsch. Versuchen Sie es noch einmal.',
  'settings.sessions': 'Sitzungen',
  'settings.sessionsLead': 'Wo Sie angemeldet sind.',
  'settings.sessionsLoading': 'Die Sitzungen werden geladen',
  'settings.thisDevice': 'Dieses Gerät',
  'settings.lastUsed': 'Zuletzt benutzt: {when}',
  'settings.endSession': 'Beenden',
  'settings.endSessionOn': 'Sitzung auf {device} beenden',
  'settings.endOtherSessions': 'Alle anderen Sitzungen beenden',
  'settings.deviceOn': '{browser} auf {system}',
  'settings.deviceUnknown': 'Unbekanntes Gerät',

  'settings.storage': 'Speicher auf diesem Gerät',
  'settings.storageLead':
    'Notizen, die Sie geöffnet haben, bleiben hier, damit Sie sie auch ohne Netz lesen und schreiben können.',
  'settings.storageUsed': '{used} belegt von {budget}, die dieser Browser erlaubt',
  'settings.storageKept':
    '{count, plural, =0 {Noch keine Notiz liegt hier.} one {# Notiz liegt hier.} other {# Notizen liegen hier.}}',
  'settings.storageUnknown': 'Dieser Browser sagt nicht, wie viel belegt ist.',
  'settings.storagePersistent': 'Der Browser behält es, bis Sie es entfernen.',
  'settings.storagePassing':
    'Wenn auf dem Gerät der Platz knapp wird, darf der Browser löschen, was hier liegt.',
  'settings.storagePersist': 'Den Browser bitten, es zu behalten',
  'settings.storagePersistRefused':
    'Der Browser hat nicht zugestimmt. Vielleicht tut er es, wenn Sie Scriptorium öfter benutzen oder installieren.',

  'settings.history': 'Verlauf',
  'settings.historyOf': 'Verlauf in {name}',
  'settings.historyLead':
    'Jeden Stand einer Notiz können Sie ansehen und zurückholen, so lange Sie es wünschen.',
  'settings.historyLoading': 'Es wird geladen, wie lange der Verlauf bleibt',
  'settings.historyOld': 'Alter Verlauf',
  'settings.historyKeep': 'Alles behalten',
  'settings.historyThin': 'Ergebnisse behalten',
  'settings.historyPurge': 'Löschen',
  'settings.historyKeepMeans': 'Jede Änderung bleibt, wie lange sie auch her ist.',
  'settings.historyThinMeans':
    'Von jedem Stück Schreiben, das älter ist, bleibt, wie es endete und wer daran beteiligt war. Was zwischendurch geschrieben und gelöscht wurde, geht verloren. Versionen mit einem Namen bleiben.',
  'settings.historyPurgeMeans':
    'Was älter ist, wird gelöscht: entfernter Text, und wer wann geschrieben hat. Die Notizen selbst bleiben, wie sie sind.',
  'settings.historyDays': 'Älter als, in Tagen',
  'settings.historyDaysWrong': '1 bis {max} Tage',
  'settings.historyTry': 'Was würde gelöscht?',
  'settings.historyWouldGo':
    '{updates, plural, =0 {Jetzt würde nichts gelöscht.} one {# Stand im Verlauf von {notes, plural, one {# Notiz} other {# Notizen}} würde jetzt gelöscht, etwa {bytes}.} other {# Stände im Verlauf von {notes, plural, one {# Notiz} other {# Notizen}} würden jetzt gelöscht, etwa {bytes}.}}',
  'settings.historySave': 'Speichern',
  'settings.historySaved': 'Gespeichert. Von jetzt an wird nichts gelöscht',
  'settings.historySavedGoes': 'Gespeichert. Was älter ist, wird jetzt gelöscht, und von nun an jeden Tag',
  'settings.historySureThin': 'Von altem Verlauf nur die Ergebnisse behalten?',
  'settings.historySurePurge': 'Alten Verlauf löschen?',
  'settings.historySureText':
    'Was gelöscht ist, lässt sich nicht zurückholen. Es beginnt sofort und geht Tag für Tag weiter.',
  'settings.historySureGo': 'Ja, endgültig',
  'settings.historyHidden': 'Den Verlauf vor Gästen verbergen',
  'settings.historyHiddenMeans': 'Gäste sind Personen, mit denen eine einzelne Notiz geteilt wurde.',

  'settings.about': 'Über Scriptorium',
  'settings.version': 'Version',
} satisfies Record<keyof typeof en, string>;
