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
  'queue.memoryText':
    'This browser refuses to store anything for this site, as in a private window. What waits is lost when the page is closed.',
  'queue.title': 'What waits for the server',
  'queue.safe': 'All of it is kept on this device, and sent in order as soon as the server can be reached.',
  'queue.nothing': 'Nothing waits. All that you did is on the server.',
  'queue.create_note': 'Create “{title}”',
  'queue.rename': 'Rename “{title}”',
  'queue.place': 'Move “{title}”',
  'queue.tag': 'Change the tags of “{title}”',
  'queue.favourite': 'Make “{title}” a favourite',
  'queue.unfavourite': 'Remove “{title}” from the favourites',
  'queue.trash': 'Move “{title}” to the trash',
  'queue.restore': 'Restore “{title}”',
  'queue.upload_attachment': 'Put the file “{name}” into “{title}”',
  'queue.isWaiting': 'Waits for its turn',
  'queue.isBehind': 'Waits for the one before it',
  'queue.isSending': 'Is being sent',
  'queue.isUnreachable': 'The server did not answer. Tried again by itself.',
  'queue.isBusy': 'The server asks for patience. Tried again by itself.',
  'queue.isFault': 'Something went wrong on the server. Tried again by itself; other actions go on.',
  'queue.isSignedOut': 'Waits until you have signed in again',
  'queue.refusedForbidden':
    'You may not do this any more: your access has changed. Ask whoever owns the note.',
  'queue.refusedNotFound': 'The note is no longer on the server, or was not shared with you any longer.',
  'queue.refusedConflict':
    'It does not fit what others changed meanwhile. Look at the list, and decide anew.',
  'queue.refusedExists': 'The server has another note in its place.',
  'queue.refusedTooLarge': 'It is larger than the server takes.',
  'queue.refusedQuota': 'There is no room left on the server. Ask whoever runs it, then try again.',
  'queue.refusedMediaType': 'The server does not take files of this kind.',
  'queue.refusedMissing': 'The file is not on this device any more.',
  'queue.refusedOther': 'The server did not accept it. A newer version of the app may be able to do it.',
  'queue.createIsSafe': 'The note is on this device only, with all that you wrote in it.',
  'queue.uploadIsSafe': 'The file is kept on this device.',
  'queue.restIsSafe': 'The note is as it was before; nothing of it is lost.',
  'queue.behind':
    '{count, plural, one {# more action waits behind it} other {# more actions wait behind it}}',
  'queue.download': 'Download a copy',
  'queue.discard': 'Discard…',
  'queue.discardSure': 'It will not be done. This cannot be undone.',
  'queue.discardNoteSure': 'What you wrote in this note is removed from this device. This cannot be undone.',
  'queue.discardNow': 'Discard',
  'queue.keep': 'Keep',
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
