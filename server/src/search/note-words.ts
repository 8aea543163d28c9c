/**
 * The words of a note as Postgres stores them: a `tsvector`, written here and not by one of Postgres' parsers, so that
 * one definition of a word holds for texts, for queries and for devices without a connection (`shared/src/search/words.ts`).
 * Beside words it holds what filters ask for: `#tag` and `@person`, which no word of a text can be.
 */
import { tagKey } from '@scriptorium/shared/api/notes.ts';
import { fold, isPair, words } from '@scriptorium/shared/search/words.ts';

/** Postgres takes 1 MiB of lexemes and positions. A text with more different words is found by the first of them (S6). */
const vector_bytes_max = 900_000;
/** Postgres counts no further, and keeps this many of one word. */
const position_max = 16_383;
const positions_per_word_max = 255;
/** So that no phrase goes on from the title to the text. */
const gap = 16;

export interface NoteParts {
  title: string;
  body: string;
  tags: readonly string[];
  /** What is said about it, one after the other. */
  comments: readonly string[];
  person_ids: Iterable<string>;
}

export interface NoteWords {
  /** Literals of `tsvector`s. */
  title_words: string;
  words: string;
  /** Each once; those that somebody may mistype. */
  vocabulary: string[];
}

export function noteWords({ title, body, tags, comments, person_ids }: NoteParts): NoteWords {
  const whole = new Vector();
  whole.add(title, 'A');
  for (const tag of tags) whole.addLexeme(tagLexeme(tag));
  for (const person_id of person_ids) whole.addLexeme(personLexeme(person_id));
  const title_words = whole.toString();
  for (const tag of tags) whole.add(tag, 'C');
  whole.add(body, 'B');
  for (const comment of comments) whole.add(comment, 'D');
  return { title_words, words: whole.toString(), vocabulary: whole.vocabulary() };
}

export function tagLexeme(tag: string): string {
  return `#${fold(tagKey(tag))}`;
}

export function personLexeme(person_id: string): string {
  return `@${person_id}`;
}

/** As in the text of a `tsvector` or a `tsquery`. */
export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '')}'`;
}

class Vector {
  readonly #positions = new Map<string, string[]>();
  #bytes = 0;
  #position = 0;

  add(text: string, weight: 'A' | 'B' | 'C' | 'D'): void {
    for (const { word, isTail } of words(text)) {
      if (!isTail) this.#position += 1;
      const position = `${Math.min(Math.max(this.#position, 1), position_max)}${weight}`;
      if (!this.#addWord(word, position)) return;
    }
    this.#position += gap;
  }

  addLexeme(lexeme: string): void {
    this.#addWord(lexeme, null);
  }

  vocabulary(): string[] {
    return [...this.#positions.keys()].filter(
      (word) => word.length >= 4 && word.length <= 40 && /^\p{L}+$/u.test(word) && !isPair(word),
    );
  }

  toString(): string {
    return [...this.#positions]
      .map(([lexeme, positions]) => `${quoteLexeme(lexeme)}${positions.length > 0 ? ':' : ''}${positions}`)
      .join(' ');
  }

  /** @returns false when nothing more fits */
  #addWord(word: string, position: string | null): boolean {
    let positions = this.#positions.get(word);
    if (!positions) {
      this.#bytes += Buffer.byteLength(word) + 4;
      if (this.#bytes > vector_bytes_max) return false;
      positions = [];
      this.#positions.set(word, positions);
    }
    // The last position stands for all that come after it.
    if (position === null || positions.at(-1) === position || positions.length >= positions_per_word_max)
      return true;
    this.#bytes += 2;
    positions.push(position);
    return this.#bytes <= vector_bytes_max;
  }
}
