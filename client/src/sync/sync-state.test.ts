import { expect, test } from 'vitest';
import { type SyncInputs, syncState, wouldLose } from './sync-state.ts';

const everything: SyncInputs[] = [true, false].flatMap((online) =>
  (['never', 'in_step', 'lost', 'refused'] as const).flatMap((link) =>
    [0, 1, 7].flatMap((waiting) =>
      (['written', 'writing', 'failed'] as const).flatMap((local) =>
        [true, false].map((overdue) => ({ online, link, waiting, local, overdue })),
      ),
    ),
  ),
);

/** link · waiting · local · overdue → word online / word offline */
const table = `
  never   0 written no  connecting      offline
  never   0 written yes offline         offline
  never   0 writing no  connecting      offline
  never   0 writing yes offline         offline
  never   0 failed  no  connecting      offline
  never   0 failed  yes offline         offline
  never   n written no  saved_on_device saved_on_device
  never   n written yes saved_on_device saved_on_device
  never   n writing no  saving          saving
  never   n writing yes saving          saving
  never   n failed  no  not_saved       not_saved
  never   n failed  yes not_saved       not_saved
  lost    0 written no  saved           offline
  lost    0 written yes offline         offline
  lost    0 writing no  saved           offline
  lost    0 writing yes offline         offline
  lost    0 failed  no  saved           offline
  lost    0 failed  yes offline         offline
  lost    n written no  saved_on_device saved_on_device
  lost    n written yes saved_on_device saved_on_device
  lost    n writing no  saving          saving
  lost    n writing yes saving          saving
  lost    n failed  no  not_saved       not_saved
  lost    n failed  yes not_saved       not_saved
  in_step 0 written no  saved           saved
  in_step 0 written yes saved           saved
  in_step 0 writing no  saved           saved
  in_step 0 writing yes saved           saved
  in_step 0 failed  no  saved           saved
  in_step 0 failed  yes saved           saved
  in_step n written no  saving          saving
  in_step n written yes saved_on_device saved_on_device
  in_step n writing no  saving          saving
  in_step n writing yes saving          saving
  in_step n failed  no  saving          saving
  in_step n failed  yes not_saved       not_saved
  refused 0 written no  not_saved       not_saved
  refused 0 written yes not_saved       not_saved
  refused 0 writing no  not_saved       not_saved
  refused 0 writing yes not_saved       not_saved
  refused 0 failed  no  not_saved       not_saved
  refused 0 failed  yes not_saved       not_saved
  refused n written no  not_saved       not_saved
  refused n written yes not_saved       not_saved
  refused n writing no  not_saved       not_saved
  refused n writing yes not_saved       not_saved
  refused n failed  no  not_saved       not_saved
  refused n failed  yes not_saved       not_saved`;

const rows = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

test.each(everything)(
  "the word for $link, $waiting waiting, $local, overdue $overdue, online $online is the table's",
  (inputs) => {
    const wanted = [
      inputs.link,
      inputs.waiting === 0 ? '0' : 'n',
      inputs.local,
      inputs.overdue ? 'yes' : 'no',
    ];
    const row = rows.find((cells) => wanted.every((cell, i) => cells[i] === cell));
    expect(syncState(inputs).word).toBe(row?.[inputs.online ? 4 : 5]);
  },
);

test('the table has each combination once', () => {
  expect(new Set(rows.map((row) => row.slice(0, 4).join(' '))).size).toBe(4 * 2 * 3 * 2);
  expect(rows.every((row) => row.length === 6)).toBe(true);
});

test('Saved is never said while a change waits', () => {
  expect(
    everything.filter((inputs) => inputs.waiting > 0).map((inputs) => syncState(inputs).word),
  ).not.toContain('saved');
});

test('Saved on this device is said only of what is on the disk', () => {
  for (const inputs of everything) {
    if (syncState(inputs).word === 'saved_on_device') expect(inputs.local).toBe('written');
  }
});

test('a word that worries has a reason, the others have none', () => {
  for (const inputs of everything) {
    const { word, reason } = syncState(inputs);
    expect(reason === 'none').toBe(['connecting', 'saving', 'saved'].includes(word));
  }
});

test('the reason tells a missing network from a missing and from a slow server', () => {
  const base: SyncInputs = { online: true, link: 'lost', waiting: 2, local: 'written', overdue: true };
  expect(syncState({ ...base, online: false }).reason).toBe('no_network');
  expect(syncState(base).reason).toBe('no_server');
  expect(syncState({ ...base, link: 'in_step' }).reason).toBe('server_slow');
  expect(syncState({ ...base, local: 'failed' }).reason).toBe('no_device_storage');
});

test('closing the tab loses only what waits and is on no disk', () => {
  for (const inputs of everything)
    expect(wouldLose(inputs)).toBe(inputs.waiting > 0 && inputs.local !== 'written');
});
