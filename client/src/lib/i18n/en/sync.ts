/** Where changes are, what waits, coming back, new versions. */
export const sync = {
  'sync.newVersion': 'A new version is ready.',
  'sync.updatedElsewhere': 'Scriptorium was updated in another tab.',
  'sync.partMissing': 'A part of this version is no longer on the server. What you wrote is safe.',
  'sync.outdated': 'The server has a newer version. What you write stays on this device until you reload.',
  'sync.later': 'Later',
  'sync.reloadRefused': 'Not reloaded: changes could not be written to this device. Download a copy first.',
  'queue.waiting':
    '{count, plural, one {# action waits for the server} other {# actions wait for the server}}',
  'queue.attention': '{count, plural, one {# action needs attention} other {# actions need attention}}',
  'queue.memory': 'This browser stores nothing',
  'queue.notDownloaded': 'There is nothing of this note on this device to download.',

  'sync.signOutTitle': 'Changes are only on this device',
  'sync.signOutNotes':
    '{count, plural, one {# note has changes that are only on this device:} other {# notes have changes that are only on this device:}}',
  'sync.signOutActions':
    '{count, plural, one {# action still waits for the server.} other {# actions still wait for the server.}}',
  'sync.signOutText':
    'Signing out removes them from this device for good. Stay signed in until they are sent, or download them first.',
  'sync.stay': 'Stay',
  'sync.downloadAll': 'Download',
  'sync.signOutAnyway': 'Sign out anyway',
} as const;
