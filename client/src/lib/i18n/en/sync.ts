/** Where changes are, what waits, coming back, new versions. */
export const sync = {
  'sync.newVersion': 'A new version is ready.',
  'sync.updatedElsewhere': 'Scriptorium was updated in another tab.',
  'sync.partMissing': 'A part of this version is no longer on the server. What you wrote is safe.',
  'sync.outdated': 'The server has a newer version. What you write stays on this device until you reload.',
  'sync.later': 'Later',
  'sync.reloadRefused': 'Not reloaded: changes could not be written to this device. Download a copy first.',
} as const;
