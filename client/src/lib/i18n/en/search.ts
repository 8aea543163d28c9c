/** Finding notes by what is in them: in the palette, and on the page for it. */
export const search = {
  'search.inTexts': 'In notes',
  'search.onlyHere': 'No connection: these are from the notes on this device.',
  'search.failed': 'The texts of notes could not be searched. {reason}',

  'search.title': 'Find in notes',
  'search.words': 'Words',
  'search.hint': '“A phrase”, -without, tag:work, person:ada',
  'search.tag': 'Tag',
  'search.anyTag': 'Any',
  'search.person': 'Person',
  'search.anybody': 'Anybody',
  'search.changed': 'Changed',
  'search.since_ever': 'At any time',
  'search.since_week': 'In the last week',
  'search.since_month': 'In the last month',
  'search.since_year': 'In the last year',
  'search.where': 'Where',
  'search.allNotes': 'All notes',
  'search.below': 'In and below “{title}”',
  'search.inTrash': 'In the trash',
  'search.firstOnes': 'The first {count} results. For others, say more.',
};
