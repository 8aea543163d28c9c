/** The queue on the disk. Every change is one transaction, so that tabs which change it at once do not disturb each other. */
import type { Note } from '@scriptorium/shared/api/notes.ts';
import {
  type AccountStore,
  type BlobRow,
  type QueuedOperation,
  readValue,
  type Table,
  type TableName,
  type Tables,
} from './account-store.ts';
import { applyOperation } from './apply-operations.ts';
import { type OperationEvent, transition } from './operation-state.ts';
import type { Operation, UploadAttachment } from './operations.ts';
import { discarded, type Lane, laneOf, madeNeedlessBy, type NextStep, nextStep } from './queue.ts';

export interface Confirmation {
  /** How many operations the server has confirmed so far. */
  confirmed: number;
  /** What this one changed. */
  rows: Note[];
}

export class OperationQueue {
  readonly #store: AccountStore;
  readonly #personId: string;

  constructor(store: AccountStore, personId: string) {
    this.#store = store;
    this.#personId = personId;
  }

  all(): Promise<QueuedOperation[]> {
    return this.#store.read(['operations'], ({ operations }) => operations.all());
  }

  /** Rejects when it cannot be kept: then nothing was done. `blob`: the bytes of an upload, kept with it. */
  add(operation: Operation, blob?: BlobRow): Promise<void> {
    const names: TableName[] = blob ? ['operations', 'blobs'] : ['operations'];
    return this.#store.write(names, async ({ operations, blobs }) => {
      for (const { order } of madeNeedlessBy(operation, await operations.all()))
        await operations.delete(order);
      if (blob) await blobs.put(blob);
      await operations.add({ operation, state: { name: 'waiting', tries: 0 } });
    });
  }

  /** Takes what is to be sent next, if anything is: from then on it is being sent. */
  begin(lane: Lane, now: number): Promise<NextStep> {
    return this.#change(async (operations) => {
      const step = nextStep(await operations.all(), lane, now);
      if (!step.entry) return step;
      const due = transition(step.entry.state, { name: 'due', at: now }) ?? step.entry.state;
      const state = transition(due, { name: 'begun' }) ?? due;
      const entry = { ...step.entry, state };
      await operations.put(entry);
      return { entry };
    });
  }

  /** Tells one operation what happened to it; one that has left the queue hears nothing. */
  tell(order: number, event: OperationEvent): Promise<void> {
    return this.#change(async (operations) => {
      const entry = await operations.get(order);
      if (entry) await pass(operations, entry, event);
    });
  }

  /** Tells those of a lane, or all. */
  tellAll(event: OperationEvent, lane?: Lane): Promise<void> {
    return this.#change(async (operations) => {
      for (const entry of await operations.all()) {
        if (lane === undefined || laneOf(entry.operation) === lane) await pass(operations, entry, event);
      }
    });
  }

  /**
   * The server has done it: it leaves the queue and what it did becomes part of the rows, in one transaction, so that
   * the list shows it without a gap. `answer` is the row as the server has it now.
   * @returns null when it had left the queue already
   */
  confirm({ order, operation }: QueuedOperation, answer: Note | null): Promise<Confirmation | null> {
    const names: TableName[] = ['operations', 'notes', 'values', 'blobs'];
    return this.#store.write(names, async (tables) => {
      const entry = await tables.operations.get(order);
      if (!entry || transition(entry.state, { name: 'confirmed' }) !== null) return null;
      await tables.operations.delete(order);
      const confirmed = await countConfirmed(tables);
      if (operation.kind === 'upload_attachment' && !isAwaited(await tables.operations.all(), operation))
        await markKept(tables, operation.attachment_id);
      const changed = new Map(
        applyOperation(await tables.notes.all(), operation, this.#personId).map((note) => [note.id, note]),
      );
      if (answer) changed.set(answer.id, answer);
      for (const note of changed.values()) await tables.notes.put(note);
      return { confirmed, rows: [...changed.values()] };
    });
  }

  /** A person's own decision. @returns what left the queue */
  discard(order: number): Promise<QueuedOperation[]> {
    return this.#store.write(['operations', 'blobs'], async ({ operations, blobs }) => {
      const queue = await operations.all();
      const entry = queue.find((each) => each.order === order);
      if (!entry || transition(entry.state, { name: 'discarded' }) !== null) return [];
      const { remove, put } = discarded(entry, queue);
      for (const each of put) await operations.put(each);
      for (const each of remove) await operations.delete(each.order);
      const left = await operations.all();
      for (const { operation } of remove) {
        const isUpload = operation.kind === 'upload_attachment';
        if (isUpload && !isAwaited(left, operation)) await blobs.delete(operation.attachment_id);
      }
      return remove;
    });
  }

  #change<Result>(run: (operations: Tables['operations']) => Promise<Result>): Promise<Result> {
    return this.#store.write(['operations'], ({ operations }) => run(operations));
  }
}

/** Whether another note's upload needs the same bytes: what was kept as a new note has its files under the same ids. */
function isAwaited(queue: readonly QueuedOperation[], { attachment_id }: UploadAttachment): boolean {
  return queue.some(
    ({ operation }) => operation.kind === 'upload_attachment' && operation.attachment_id === attachment_id,
  );
}

async function pass(
  operations: Table<QueuedOperation, number>,
  entry: QueuedOperation,
  event: OperationEvent,
): Promise<void> {
  const state = transition(entry.state, event);
  if (state && state !== entry.state) await operations.put({ ...entry, state });
}

async function countConfirmed({ values }: Tables): Promise<number> {
  const value = ((await readValue(values, 'confirmed')) ?? 0) + 1;
  await values.put({ key: 'confirmed', value });
  return value;
}

async function markKept({ blobs }: Tables, id: string): Promise<void> {
  const blob = await blobs.get(id);
  if (blob) await blobs.put({ ...blob, state: 'kept' });
}
