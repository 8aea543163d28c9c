import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '@scriptorium/shared/api/auth.ts';
import type { GoodLink } from '../access/link-visits.ts';
import { originOf } from '../access/origin.ts';
import type { Context } from '../platform/context.ts';
import type { PageFacts } from './find-page.ts';
import type { Gate } from './gate.ts';
import { notePage, page_version } from './page-html.ts';
import type { Language, Word } from './page-words.ts';
import type { RenderedNotes } from './rendered-notes.ts';
import { isKnown, kept, sendPage } from './send-page.ts';

/** A request for a page of a link that leads there. */
export interface Asking {
  link: GoodLink;
  facts: PageFacts;
  person: Person | null;
  gate: Gate;
  language: Language;
  /** Of all pages of the link. */
  base: string;
  /** Of this page; and what its forms begin with. */
  address: string;
  action: string;
}

/** The gate is open. @param fault what is wrong with the name that was sent */
export async function sendNotePage(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  notes: RenderedNotes,
  asking: Asking,
  fault?: Word,
): Promise<FastifyReply> {
  const { link, facts, person, language, base } = asking;
  const is_indexable = link.is_indexable && link.password_hash === null && !link.needs_account;
  const origin = originOf(ctx, request);
  // Of all that the page is made from, so that nothing has to be made to find that nothing is new.
  const etag = `"${hash([page_version, language, link.role, is_indexable, origin, facts, person?.id, person?.name])}"`;
  if (!fault && isKnown(request, etag)) {
    return reply
      .code(304)
      .headers({ etag, ...kept })
      .send();
  }
  const shared = { note_id: link.note_id, with_below: link.with_below };
  const note = await notes.render({ note_id: facts.id, base, shared }, String(facts.head_seq));
  const page = notePage({
    ...{ language, link, base, facts, note, person, origin, is_indexable },
    ...(fault ? { fault } : {}),
  });
  if (!fault) reply.header('etag', etag);
  return sendPage(reply, fault ? 400 : 200, page, is_indexable);
}

function hash(facts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}
