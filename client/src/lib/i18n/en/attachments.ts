/** Images and files in a note. */
export const attachments = {
  'attachments.absent': 'Not here yet. It may still be on its way from another device.',
  'attachments.adding': 'Adding…',
  'attachments.alt': 'Alternative text',
  'attachments.altHint': 'Describe the image for people who cannot see it',
  'attachments.altShort': 'Alt',
  'attachments.caption': 'Caption',
  'attachments.captionHint': 'Write a caption',
  'attachments.close': 'Close',
  'attachments.download': 'Download',
  'attachments.downloadNamed': 'Download {name}',
  'attachments.enlarge': 'Show large',
  'attachments.facts': '{type}, {size}',
  'attachments.file': 'File',
  'attachments.image': 'Image',
  'attachments.notCopied':
    'A file of the other note could not be copied here. Paste again when the server can be reached.',
  'attachments.notKept':
    '“{name}” could not be kept on this device, so it is not in the note. Free some space and add it again.',
  'attachments.percent': '{percent} % of the column',
  'attachments.refused': 'The server did not take this file. It is kept on this device.',
  'attachments.refusedAccess': 'You can no longer add files here. It is kept on this device.',
  'attachments.refusedLost': 'This device no longer has the file. Add it again.',
  'attachments.refusedRoom': 'The workspace has no room left for files. It is kept on this device.',
  'attachments.refusedSize':
    'Larger than {size}, which is the most that this server takes. It is kept on this device.',
  'attachments.retry': 'Try again',
  'attachments.tooLarge':
    '{count, plural, one {“{name}” is too large: {size}. The most is {limit}.} other {# files are too large, “{name}” for one: {size}. The most is {limit}.}}',
  'attachments.unreachable': 'Not on this device. It appears when the server can be reached.',
  'attachments.uploading': 'Uploading',
  'attachments.waits': 'On this device; uploaded when the server can be reached',
  'attachments.width': 'Width of the image',
} as const;
