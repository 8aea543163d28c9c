/** Of the open note: where its changes are, refusals, coming back after a long time apart. */
export const saving = {
  'sync.connecting': 'Connecting…',
  'sync.saving': 'Saving…',
  'sync.savedOnDevice': 'Saved on this device',
  'sync.saved': 'Saved',
  'sync.offline': 'Offline',
  'sync.notSaved': 'Not saved',
  'sync.tooltip': 'Where your changes are',
  'sync.causeNoNetwork': 'This device has no network.',
  'sync.causeNoServer': 'The server cannot be reached.',
  'sync.causeServerSlow': 'The server is connected but has not confirmed the last changes yet.',
  'sync.causeNoStorage': 'The server cannot be reached, and this browser keeps no data for this site.',
  'sync.causeFileRetrying': 'The server has not taken a file of this note yet.',
  'sync.causeFileRefused':
    'The text is saved, but the server did not take a file of this note. The file itself says why, and lets you try again.',
  'sync.causeRefused': 'The server does not take changes to this note any more.',
  'sync.causeReadOnly': 'You may only read this note now, so the server does not take what you wrote.',
  'sync.connectingText': 'Connecting to the server.',
  'sync.savingText': 'Your last changes are on their way to the server.',
  'sync.savedText': 'Everything is stored in the server’s database.',
  'sync.offlineText':
    '{cause} You can go on writing: changes are kept on this device and sent when the connection is back.',
  'sync.savedOnDeviceText':
    '{cause} {count, plural, one {# change is kept on this device and will be sent by itself.} other {# changes are kept on this device and will be sent by themselves.}}',
  'sync.keepTabText': '{cause} Keep this tab open, or download a copy.',
  'sync.downloadText': '{cause} Download a copy of what you wrote, or keep it as a new note of yours.',
  'sync.lastSaved': 'Everything was last saved {ago}.',
  'sync.keepHere': 'Keep on this device',
  'sync.keepHereHint': 'This note stays readable and writable here without a network.',
  'sync.download': 'Download a copy',
  'sync.keepAsNew': 'Keep as a new note of mine',
  'sync.keptAsNew': 'Kept as a new note. This is it.',
  'sync.notKept': 'It could not be kept as a new note: this browser refuses to store more. Download a copy.',
  'sync.whatIsKept': 'What this browser has of it is kept here to read.',
  'sync.changesKept':
    '{count, plural, one {# change of yours has not reached the server. It is kept on this device.} other {# changes of yours have not reached the server. They are kept on this device.}}',
  'sync.reload': 'Reload',
  'sync.forbiddenTitle': 'This note is not here for you',
  'sync.forbiddenText':
    'Either it does not exist, or it belongs to somebody who has not let you in. If you were sent a link, ask that person for access.',
  'sync.lostAccessText':
    'It was deleted, or whoever owns it has ended your access. Ask that person if you still need it.',
  'sync.tooLargeTitle': 'The last change is too large',
  'sync.tooLargeText':
    'It is larger than this server takes at once. Nothing that was saved before is lost. Reload the page, then add it in smaller pieces.',
  'sync.noteFullTitle': 'This note is full',
  'sync.noteFullText':
    'It has reached the size that this server allows for one note. Nothing that was saved before is lost. Go on in a new note.',
  'sync.outdatedTitle': 'A newer version of the app is needed',
  'sync.outdatedText':
    'The server has been updated. What you wrote is kept on this device. Reload the page to go on.',
  'sync.badMessageTitle': 'This note cannot be saved',
  'sync.badMessageText': 'The server did not understand this version of the app. Reload the page.',
  'sync.readOnlyTitle': 'Your last changes cannot be saved here',
  'sync.readOnlyText':
    'You may only read this note now. If it is in the trash, restore it; otherwise ask its owner, and they are sent.',
  'sync.notHereTitle': 'This note is not on this device yet',
  'sync.notHereText':
    'The server cannot be reached just now, and this browser has no copy. It opens by itself when the server is back.',
  'back.title': 'While you were away',
  'back.text':
    'You made {own, plural, one {# change} other {# changes}} offline; others made {others, number}{overlap, plural, =0 {.} one {; # paragraph was changed by both.} other {; # paragraphs were changed by both.}}',
  'back.show': 'Show',
  'back.dismiss': 'Dismiss',
  'back.previous': 'Previous change',
  'back.next': 'Next change',
  'back.position': '{current} of {count}',
  'back.yours': 'yours',
  'back.theirs': 'others',
  'back.deleted': '{count, plural, one {# deletion} other {# deletions}}',
} as const;
