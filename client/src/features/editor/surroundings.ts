/** What the app knows of people and other notes. Handed to the editor, which knows only the note that it shows. */
export interface Surroundings {
  /** Who can read this note; without a network, who could when it was last asked. */
  people: () => Promise<Named[]>;
  /** The notes of this account that are not in the trash, from the index on this device. */
  notes: () => Named[];
  /** What a note is called now; `undefined` when this device does not know it. */
  titleOf: (noteId: string) => string | undefined;
  openNote: (noteId: string) => void;
  /** Calls when a title may have changed, until the returned function is called. */
  onTitles: (listener: () => void) => () => void;
}

export interface Named {
  id: string;
  name: string;
}
