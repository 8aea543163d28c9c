/** Gives out an attachment's bytes (A4, A5): as a picture, or as a file to save, never as a page that could run anything. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';
import { ApiError } from '../platform/problem.ts';
import { parseRange } from './byte-range.ts';
import { toDisposition } from './file-name.ts';
import { isShown } from './media-type.ts';
import type { AttachmentRow } from './queries.ts';

export async function sendAttachment(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { blob_key, name, media_type, size_bytes }: AttachmentRow,
): Promise<FastifyReply> {
  // A key is used for one content only.
  const etag = `"${blob_key}"`;
  const { range: wanted, 'if-range': if_range } = request.headers;
  reply.headers({
    etag,
    // Kept, but asked for each time: whoever may not read the note any more gets nothing, also out of a cache.
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const range = if_range === undefined || if_range === etag ? parseRange(wanted, size_bytes) : null;
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size_bytes}`);
    throw new ApiError('range_not_satisfiable', `The file has ${size_bytes} bytes.`);
  }
  const bytes = request.method === 'HEAD' ? undefined : await ctx.blobs.open(blob_key, range ?? undefined);
  reply.headers({
    'content-type': media_type === 'text/plain' ? 'text/plain; charset=utf-8' : media_type,
    'content-disposition': toDisposition(isShown(media_type) ? 'inline' : 'attachment', name),
    'content-length': range ? range.last - range.first + 1 : size_bytes,
  });
  if (range) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${size_bytes}`);
  return reply.send(bytes);
}

function matches(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags !== undefined && (tags.includes(etag) || tags.includes('*'));
}
