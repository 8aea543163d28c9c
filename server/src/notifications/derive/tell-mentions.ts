/** Tells people that they were named in a note's text (NT3). */
import { z } from 'zod';
import { notify } from '../../access/notify.ts';
import type { Tx } from '../../platform/db.ts';
import { countMentions, type DueNote, type Writing } from './due.ts';
import { sitting_gap } from './sittings.ts';

/** Who names more at once is not read by anybody. */
const told_max = 50;

interface NewMention {
  person_id: string;
  by_id: string | null;
  excerpt: string;
}

/** @param writings of this note @returns whom it told */
export async function tellMentions(tx: Tx, note: DueNote, writings: readonly Writing[]): Promise<string[]> {
  if (note.is_trashed || note.is_brought_back) return [];
  const told: string[] = [];
  for (const { person_id, by_id, excerpt } of findNewMentions(note, writings)) {
    if (await wasToldLately(tx, note.note_id, person_id)) continue;
    await notify(tx, { kind: 'mention', note_id: note.note_id, by_id, details: { excerpt } }, [person_id]);
    told.push(person_id);
  }
  return told;
}

/** More often than before: a mention that moved, or came back by an undo, is none. */
function findNewMentions(note: DueNote, writings: readonly Writing[]): NewMention[] {
  const counts = countMentions(note.mentions);
  const found: NewMention[] = [];
  for (const [person_id, count] of Object.entries(counts)) {
    if (found.length >= told_max) break;
    if (count <= (note.told_mentions[person_id] ?? 0) || !z.uuid().safeParse(person_id).success) continue;
    const own = note.mentions.filter((mention) => mention.person_id === person_id);
    const authors = own.map((mention) => authorOf(mention.client, writings));
    const newest = authors.findLastIndex((author) => author !== null);
    const mention = own[newest] ?? own.at(-1);
    if (mention) {
      found.push({ person_id, by_id: authors[newest] ?? soleAuthor(writings), excerpt: mention.excerpt });
    }
  }
  return found;
}

function authorOf(client: number, writings: readonly Writing[]): string | null {
  return writings.find(({ clients }) => clients.includes(client))?.person_id ?? null;
}

function soleAuthor(writings: readonly Writing[]): string | null {
  return writings.length === 1 ? (writings[0]?.person_id ?? null) : null;
}

async function wasToldLately(tx: Tx, note_id: string, person_id: string): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from notifications where note_id = $1 and person_id = $2 and kind = 'mention'
       and not details ? 'comment_id' and created_at > now() - ${sitting_gap} limit 1`,
    [note_id, person_id],
  );
  return rows.length > 0;
}
