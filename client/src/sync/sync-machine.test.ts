import { describe, expect, test } from 'vitest';
import {
  isCutOff,
  isDone,
  opened,
  type SyncEvent,
  type SyncMachine,
  transition,
  wouldLose,
} from './sync-machine.ts';

const facts = {
  online: true,
  local: 'written',
  waiting: 3,
  isReadOnly: false,
  unacked: 2,
  overdue: true,
  patience: 7,
} as const;

const states: Record<string, SyncMachine> = {
  unmade: { ...facts, link: 'unmade' },
  never: { ...facts, link: 'apart', wasInStep: false },
  lost: { ...facts, link: 'apart', wasInStep: true },
  in_step: { ...facts, link: 'in_step' },
  refused: { ...facts, link: 'refused', kind: 'note_full' },
};

const events: Record<string, SyncEvent> = {
  online: { type: 'online' },
  offline: { type: 'offline' },
  copied: { type: 'copied', waited: 4 },
  local: { type: 'local', local: 'failed' },
  edited: { type: 'edited', local: 'writing' },
  authenticated: { type: 'authenticated', isReadOnly: false },
  acked: { type: 'counted', unacked: 1 },
  sent: { type: 'counted', unacked: 5 },
  in_step: { type: 'in_step' },
  lost: { type: 'lost' },
  refused: { type: 'refused', kind: 'forbidden' },
  reopened: { type: 'reopened' },
  made: { type: 'made' },
  unmade: { type: 'unmade' },
  overdue: { type: 'overdue' },
};

/** Per event, for each state: its name afterwards, how many wait, and `+` when patience begins anew. */
const table = `
                 unmade      never       lost        in_step     refused
  online         unmade:3    never:3     lost:3      in_step:3   refused:3
  offline        unmade:3    never:3     lost:3      in_step:3   refused:3
  copied         unmade:7    never:7     lost:7      in_step:3   refused:7
  local          unmade:3    never:3     lost:3      in_step:3   refused:3
  edited         unmade:4    never:4     lost:4      in_step:4   refused:4
  authenticated  unmade:3+   never:3+    lost:3+     in_step:3+  refused:3+
  acked          unmade:3+   never:3+    lost:3+     in_step:1+  refused:3+
  sent           unmade:3    never:3     lost:3      in_step:5   refused:3
  in_step        unmade:3    in_step:0+  in_step:0+  in_step:0+  in_step:0+
  lost           unmade:3    never:3     lost:3      lost:3+     refused:3
  refused        refused:3   refused:3   refused:3   refused:3   refused:3
  reopened       unmade:3    never:3     lost:3      in_step:3   never:3+
  made           never:3+    never:3     lost:3      in_step:3   refused:3
  unmade         unmade:3    unmade:3    lost:3      in_step:3   refused:3
  overdue        unmade:3    never:3     lost:3      in_step:3   refused:3`;

const [columns = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

describe.each(rows)('%s', (name, ...outcomes) => {
  test.each(columns.map((column, index) => [column, outcomes[index]]))(
    'from %s leads to %s',
    (from, outcome) => {
      const before = states[from as string] as SyncMachine;
      const after = transition(before, events[name as string] as SyncEvent);
      const begins = after.patience > before.patience;
      expect(`${nameOf(after)}:${after.waiting}${begins ? '+' : ''}`).toBe(outcome);
      if (begins) expect(after.overdue).toBe(false);
      else if (name !== 'overdue') expect(after.overdue).toBe(before.overdue);
    },
  );
});

test('the table is total', () => {
  expect(columns).toEqual(Object.keys(states));
  expect(rows.map(([name]) => name)).toEqual(Object.keys(events));
  expect(rows.every((row) => row.length === columns.length + 1)).toBe(true);
});

test('a fact that an event tells is known afterwards in every state, and nothing else changes with it', () => {
  for (const state of Object.values(states)) {
    expect(transition(state, { type: 'offline' })).toEqual({ ...state, online: false });
    expect(transition(state, { type: 'local', local: 'failed' })).toEqual({ ...state, local: 'failed' });
    const edited = transition(state, { type: 'edited', local: 'writing' });
    expect(edited).toEqual({ ...state, local: 'writing', waiting: state.waiting + 1 });
  }
});

test('no state is changed in place', () => {
  for (const state of Object.values(states)) {
    const frozen = Object.freeze({ ...state });
    for (const event of Object.values(events)) transition(frozen, event);
    expect(frozen).toEqual(state);
  }
});

test('nothing is overdue in step while no ack is out', () => {
  const calm = { ...facts, link: 'in_step', waiting: 0, overdue: false } as const;
  expect(transition(calm, { type: 'overdue' }).overdue).toBe(false);
  expect(transition({ ...calm, waiting: 1 }, { type: 'overdue' }).overdue).toBe(true);
  expect(transition(states.lost as SyncMachine, { type: 'overdue' }).overdue).toBe(true);
});

test('the first change after calm begins a new patience, a second one does not', () => {
  const calm = { ...facts, link: 'in_step', waiting: 0, unacked: 0 } as const;
  const first = transition(calm, { type: 'counted', unacked: 1 });
  expect(first).toMatchObject({ waiting: 1, patience: 8 });
  expect(transition(first, { type: 'counted', unacked: 2 })).toMatchObject({ waiting: 2, patience: 8 });
});

test('a note is done once nothing waits or nothing can be done; a note whose creation waits is not', () => {
  const done = (state: SyncMachine) => isDone({ ...state, waiting: 0 });
  expect(Object.values(states).map(done)).toEqual([false, true, true, true, true]);
  expect(Object.values(states).map(isDone)).toEqual([false, false, false, false, true]);
});

test('a note that may only be read is done: the server takes nothing of what waits', () => {
  const readOnly = transition(states.lost as SyncMachine, { type: 'authenticated', isReadOnly: true });
  expect(isDone(readOnly)).toBe(true);
  expect(isDone(transition(readOnly, { type: 'authenticated', isReadOnly: false }))).toBe(false);
});

test('closing the tab loses only what waits and is on no disk', () => {
  for (const waiting of [0, 1]) {
    for (const local of ['written', 'writing', 'failed'] as const) {
      const state: SyncMachine = { ...facts, link: 'in_step', waiting, local };
      expect(wouldLose(state)).toBe(waiting > 0 && local !== 'written');
    }
  }
});

test('H1: what is written while the network is gone, or the connection was lost, is written without one', () => {
  const cutOff = (online: boolean) => Object.values(states).map((state) => isCutOff({ ...state, online }));
  expect(cutOff(true)).toEqual([false, false, true, false, false]);
  expect(cutOff(false)).toEqual([true, true, true, false, true]);
});

test('a note that was made offline opens as such', () => {
  expect(opened({ online: false, isMade: false }).link).toBe('unmade');
  expect(opened({ online: true, isMade: true })).toMatchObject({
    link: 'apart',
    wasInStep: false,
    waiting: 0,
  });
});

function nameOf(state: SyncMachine): string {
  if (state.link !== 'apart') return state.link;
  return state.wasInStep ? 'lost' : 'never';
}
