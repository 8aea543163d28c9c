import { describe, expect, it } from 'vitest';
import { findMediaType } from './media-type.ts';

const zip_entry = (name: string, content: string) => {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + content)]);
};

describe('the media type', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'text/plain'],
    ['text', 'Grüße', 'text/plain'],
    ['HTML', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['XML', '<?xml version="1.0"?><feed/>', 'text/plain'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['an SVG with a prolog', '<?xml version="1.0"?>\n<!-- by hand -->\n<svg/>', 'image/svg+xml'],
    ['HTML with an SVG in it', '<p><svg/></p>', 'text/plain'],
    ['a PDF', '%PDF-1.7\n', 'application/pdf'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'image/gif'],
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600', 'hex'), 'image/jpeg'],
    [
      'a text document',
      zip_entry(
        '[Content_Types].xml',
        '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['bytes', Buffer.from([0, 1, 2, 3]), 'application/octet-stream'],
    ['Latin-1', Buffer.from('Grüße', 'latin1'), 'application/octet-stream'],
  ])('of %s is found in the bytes', async (_what, bytes, media_type) => {
    expect(await findMediaType(Buffer.from(bytes as string))).toBe(media_type);
  });

  it('of a file that plays for time is found at once', async () => {
    expect(await findMediaType(Buffer.from('<!---->'.repeat(9_000)))).toBe('text/plain');
  });

  it('of text does not mind a character that the end of the head cuts', async () => {
    expect(await findMediaType(Buffer.from('Grüß').subarray(0, -1))).toBe('text/plain');
  });
});
