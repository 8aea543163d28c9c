/** Prints how many milliseconds Yjs needs to read a note's state, in a process that has read none before. */
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';

const state = readFileSync(process.argv[2] as string);
const doc = new Y.Doc();
const begin = performance.now();
Y.applyUpdate(doc, state);
console.log(performance.now() - begin);
