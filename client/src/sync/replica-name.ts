/** Of the copy of a note, as a database of this browser. */
export function replicaName(personId: string, noteId: string): string {
  return `scriptorium:${personId}:${noteId}`;
}
