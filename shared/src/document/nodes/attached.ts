/**
 * Images and files. A document holds the id of an attachment and what is said about it, never an address: nothing in a
 * note can make a reader's browser fetch something from elsewhere.
 */
import { Node } from '@tiptap/core';
import { integerIn, readUuid, safeAttribute, textLike, textOf } from '../safe-values.ts';

const name_length_max = 255;
const words_length_max = 2_000;

export const readWords = textOf(words_length_max);
export const readName = textOf(name_length_max);
/** In percent of the column. */
export const readWidth = integerIn(10, 100);
/** Of the picture itself: its place is kept free while it is fetched. */
const readPixels = integerIn(1, 100_000);
export const readSize = integerIn(0, Number.MAX_SAFE_INTEGER);
export const readMediaType = textLike(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/);

const attachmentId = () =>
  safeAttribute({ name: 'attachment_id', html: 'data-attachment-id', fallback: null, read: readUuid });

const pixels = (name: string, html: string) =>
  safeAttribute({ name, html, fallback: null, read: readPixels });

export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    attachment_id: attachmentId(),
    alt: safeAttribute({ name: 'alt', html: 'data-alt', fallback: '', read: readWords }),
    caption: safeAttribute({ name: 'caption', html: 'data-caption', fallback: '', read: readWords }),
    width: safeAttribute({ name: 'width', html: 'data-width', fallback: 100, read: readWidth }),
    name: safeAttribute({ name: 'name', html: 'data-name', fallback: '', read: readName }),
    pixels_wide: pixels('pixels_wide', 'data-pixels-wide'),
    pixels_high: pixels('pixels_high', 'data-pixels-high'),
  }),
  parseHTML: () => [{ tag: 'figure[data-type="image"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'figure',
    { ...HTMLAttributes, 'data-type': 'image' },
    ['figcaption', {}, readWords(node.attrs.caption) || readWords(node.attrs.alt) || ''],
  ],
  renderText: ({ node }) => readWords(node.attrs.caption) || readWords(node.attrs.alt) || '',
});

export const File = Node.create({
  name: 'file',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    attachment_id: attachmentId(),
    name: safeAttribute({ name: 'name', html: 'data-name', fallback: '', read: readName }),
    size_bytes: safeAttribute({ name: 'size_bytes', html: 'data-size-bytes', fallback: 0, read: readSize }),
    media_type: safeAttribute({
      name: 'media_type',
      html: 'data-media-type',
      fallback: 'application/octet-stream',
      read: readMediaType,
    }),
  }),
  parseHTML: () => [{ tag: 'div[data-type="file"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    { ...HTMLAttributes, 'data-type': 'file' },
    readName(node.attrs.name) ?? '',
  ],
  renderText: ({ node }) => readName(node.attrs.name) ?? '',
});
