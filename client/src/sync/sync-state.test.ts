import { expect, test } from 'vitest';
import type { SyncMachine } from './sync-machine.ts';
import { syncState } from './sync-state.ts';

type Link = { name: string } & (
  | { link: 'unmade' | 'in_step' }
  | { link: 'apart'; wasInStep: boolean }
  | { link: 'refused'; kind: 'forbidden' }
);

const links: Link[] = [
  { name: 'unmade', link: 'unmade' },
  { name: 'never', link: 'apart', wasInStep: false },
  { name: 'lost', link: 'apart', wasInStep: true },
  { name: 'in_step', link: 'in_step' },
  { name: 'refused', link: 'refused', kind: 'forbidden' },
];

const everything = [true, false].flatMap((online) =>
  links.flatMap(({ name, ...link }) =>
    [0, 1, 7].flatMap((waiting) =>
      (['written', 'writing', 'failed'] as const).flatMap((local) =>
        [true, false].map((overdue) => {
          const known: SyncMachine = {
            online,
            waiting,
            local,
            overdue,
            isReadOnly: false,
            unacked: 0,
            patience: 0,
            ...link,
          };
          return { name, online, waiting, local, overdue, known };
        }),
      ),
    ),
  ),
);

/** link · waiting · local · overdue → word online / word offline */
const table = `
  unmade  0 written no  saving          saved_on_device
  unmade  0 written yes saved_on_device saved_on_device
  unmade  0 writing no  saving          saving
  unmade  0 writing yes saving          saving
  unmade  0 failed  no  saving          not_saved
  unmade  0 failed  yes not_saved       not_saved
  unmade  n written no  saving          saved_on_device
  unmade  n written yes saved_on_device saved_on_device
  unmade  n writing no  saving          saving
  unmade  n writing yes saving          saving
  unmade  n failed  no  saving          not_saved
  unmade  n failed  yes not_saved       not_saved
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
  "the word for $name, $waiting waiting, $local, overdue $overdue, online $online is the table's",
  ({ name, waiting, local, overdue, online, known }) => {
    const wanted = [name, waiting === 0 ? '0' : 'n', local, overdue ? 'yes' : 'no'];
    const row = rows.find((cells) => wanted.every((cell, i) => cells[i] === cell));
    expect(syncState(known).word).toBe(row?.[online ? 4 : 5]);
  },
);

test('the table has each combination once', () => {
  expect(new Set(rows.map((row) => row.slice(0, 4).join(' '))).size).toBe(5 * 2 * 3 * 2);
  expect(rows.length).toBe(5 * 2 * 3 * 2);
  expect(rows.every((row) => row.length === 6)).toBe(true);
});

test('Saved is never said while a change waits, nor of a note that the server has not heard of', () => {
  const unsaved = everything.filter(({ waiting, name }) => waiting > 0 || name === 'unmade');
  expect(unsaved.map(({ known }) => syncState(known).word)).not.toContain('saved');
});

test('Saved on this device is said only of what is on the disk', () => {
  for (const { known } of everything) {
    if (syncState(known).word === 'saved_on_device') expect(known.local).toBe('written');
  }
});

test('a word that worries has a reason, the others have none', () => {
  for (const { known } of everything) {
    const { word, reason } = syncState(known);
    expect(reason === 'none').toBe(['connecting', 'saving', 'saved'].includes(word));
  }
});

test('the reason tells a missing network from a missing and from a slow server', () => {
  const facts = {
    online: true,
    waiting: 2,
    local: 'written',
    overdue: true,
    isReadOnly: false,
    unacked: 0,
    patience: 0,
  } as const;
  const lost: SyncMachine = { ...facts, link: 'apart', wasInStep: true };
  expect(syncState({ ...lost, online: false }).reason).toBe('no_network');
  expect(syncState(lost).reason).toBe('no_server');
  expect(syncState({ ...facts, link: 'in_step' }).reason).toBe('server_slow');
  expect(syncState({ ...lost, local: 'failed' }).reason).toBe('no_device_storage');
});

test('the creation of a note is a change that waits, too', () => {
  const facts = {
    online: false,
    waiting: 2,
    local: 'written',
    overdue: false,
    isReadOnly: false,
    unacked: 0,
    patience: 0,
  } as const;
  expect(syncState({ ...facts, link: 'unmade' }).waiting).toBe(3);
  expect(syncState({ ...facts, link: 'in_step' }).waiting).toBe(2);
});

test('what waits for a note that may only be read is not saved, whatever else is known', () => {
  for (const { known, waiting, name } of everything) {
    const { word, reason } = syncState({ ...known, isReadOnly: true });
    if (waiting === 0) expect(word).toBe(syncState(known).word);
    else expect([word, reason]).toEqual(['not_saved', name === 'refused' ? 'refused' : 'read_only']);
  }
});
