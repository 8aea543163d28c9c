/**
 * What follows from a queue: which operation is sent next, which wait behind which, what an added one makes needless.
 * Pure; `operation-state.ts` has the states of one operation.
 *
 * Operations are sent in order, one at a time in each lane. Order matters only between operations that depend on each
 * other, so one that the server refuses, or fails at, holds up those that depend on it and nothing else.
 */
import type { QueuedOperation } from './account-store.ts';
import { aspectOf, type Operation } from './operations.ts';

/** Uploads take long: they do not hold up the rest. */
export type Lane = 'rows' | 'uploads';
export const lanes: readonly Lane[] = ['rows', 'uploads'];

export interface Problem {
  entry: QueuedOperation;
  /** What waits behind it, in order. */
  behind: QueuedOperation[];
}

export type NextStep =
  | { entry: QueuedOperation }
  /** Nothing can be sent before that time; `null`: before something happens. */
  | { entry: null; until: number | null };

export function laneOf({ kind }: Operation): Lane {
  return kind === 'upload_attachment' ? 'uploads' : 'rows';
}

/** What to send next. An operation that has never been tried is as due as one whose time to try again has come. */
export function nextStep(queue: readonly QueuedOperation[], lane: Lane, now: number): NextStep {
  const inLane = queue.filter((entry) => laneOf(entry.operation) === lane);
  const isBlocked = inLane.some(({ state }) => state.name === 'signed_out' || state.name === 'sending');
  if (isBlocked) return { entry: null, until: null };
  // A server that does not answer one does not answer the next either.
  const pauses = inLane.flatMap(({ state }) =>
    state.name === 'retrying' && state.fault !== 'server_fault' && state.until > now ? [state.until] : [],
  );
  if (pauses.length > 0) return { entry: null, until: Math.max(...pauses) };
  const free = inLane.filter((entry) => blockersOf(entry, queue).length === 0);
  const due = free.find(({ state }) => isDue(state, now));
  if (due) return { entry: due };
  const times = free.flatMap(({ state }) => (state.name === 'retrying' ? [state.until] : []));
  return { entry: null, until: times.length > 0 ? Math.min(...times) : null };
}

function isDue(state: QueuedOperation['state'], now: number): boolean {
  return state.name === 'waiting' || (state.name === 'retrying' && state.until <= now);
}

/** The earlier operations that must be done before this one. */
function blockersOf(entry: QueuedOperation, queue: readonly QueuedOperation[]): QueuedOperation[] {
  return queue.filter(
    (earlier) => earlier.order < entry.order && dependsOn(entry.operation, earlier.operation),
  );
}

export function dependsOn(later: Operation, earlier: Operation): boolean {
  if (earlier.kind === 'create_note') {
    const parent_id = 'parent_id' in later ? later.parent_id : null;
    if (later.note_id === earlier.note_id || parent_id === earlier.note_id) return true;
  }
  return (
    later.note_id === earlier.note_id && (aspectOf(later) === aspectOf(earlier) || isAbout(later, earlier))
  );
}

/** A comment is answered once it is there. */
function isAbout(later: Operation, earlier: Operation): boolean {
  if (later.kind !== 'comment' || earlier.kind !== 'comment') return false;
  return earlier.makes.some((id) => later.about.includes(id));
}

/** What the server will not do, each with all that waits behind it. */
export function problemsOf(queue: readonly QueuedOperation[]): Problem[] {
  return queue
    .filter(({ state }) => state.name === 'set_aside')
    .map((entry) => {
      const held = [entry];
      for (const later of queue) {
        if (later.order <= entry.order || later.state.name === 'set_aside') continue;
        if (held.some((each) => dependsOn(later.operation, each.operation))) held.push(later);
      }
      return { entry, behind: held.slice(1) };
    });
}

/** Going to the trash and coming back changes more than the two ends show: what comes back may come to another place. */
const replaceable = new Set<Operation['kind']>(['place', 'tag', 'favourite', 'rename', 'comment']);

/**
 * The operations that an added one makes needless: about the same thing, never sent, and with nothing in between that
 * could have built on them. A place in the tree is what others build on (a note moved into what had just left it), so
 * there another note's move in between keeps both.
 */
export function madeNeedlessBy(added: Operation, queue: readonly QueuedOperation[]): QueuedOperation[] {
  if (!replaceable.has(added.kind)) return [];
  const needless: QueuedOperation[] = [];
  for (const entry of [...queue].reverse()) {
    const { operation, state } = entry;
    const isAboutSame = operation.note_id === added.note_id && aspectOf(operation) === aspectOf(added);
    if (isAboutSame) {
      if (state.name !== 'waiting' || state.tries > 0) break;
      needless.push(entry);
    } else if (isAboutTree(added) && isAboutTree(operation)) break;
  }
  return needless;
}

function isAboutTree({ kind }: Operation): boolean {
  return kind === 'place' || kind === 'create_note' || kind === 'trash' || kind === 'restore';
}

/**
 * What a person drops with an operation. With a note, or a comment, that was never made goes all that was to be done to it;
 * what was to be made below it is made at the top instead.
 */
export function discarded(
  { operation, order }: QueuedOperation,
  queue: readonly QueuedOperation[],
): { remove: QueuedOperation[]; put: QueuedOperation[] } {
  const isCreate = operation.kind === 'create_note';
  const remove: QueuedOperation[] = [];
  const put: QueuedOperation[] = [];
  for (const entry of queue) {
    const other = entry.operation;
    const isBelow = isCreate && 'parent_id' in other && other.parent_id === operation.note_id;
    const goesWith = isCreate ? other.note_id === operation.note_id : isAbout(other, operation);
    if (entry.order === order || goesWith) remove.push(entry);
    else if (isBelow) put.push({ ...entry, operation: { ...other, parent_id: null } });
  }
  return { remove, put };
}
