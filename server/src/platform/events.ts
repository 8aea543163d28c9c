/** What lower features tell higher ones within this process, where a row is too slow: a socket must close now. */
import { EventEmitter } from 'node:events';

interface EventMap {
  /** Ids of sessions that ended before their time. */
  sessions_ended: [string[]];
  /** What a person may do in a note has changed: moved to the trash, brought back, removed from the workspace. */
  note_access_changed: [note_id: string];
}

export type Events = EventEmitter<EventMap>;

export function makeEvents(): Events {
  return new EventEmitter<EventMap>();
}
