import { readMediaType, readName } from '@scriptorium/shared/document/nodes/attached.ts';
import type { Node, Schema } from '@tiptap/pm/model';

/** The block that shows a file: an image where this browser can draw it, else a file to save. */
export async function describeFile(
  file: File,
  id: string,
  schema: Schema,
  column_px: number,
): Promise<Node | null> {
  const size = file.type.startsWith('image/') ? await measure(file) : null;
  const name = readName(file.name);
  if (!size) {
    const facts = { attachment_id: id, name, size_bytes: file.size };
    const media_type = readMediaType(file.type);
    return schema.nodes.file?.create(media_type ? { ...facts, media_type } : facts) ?? null;
  }
  return (
    schema.nodes.image?.create({
      attachment_id: id,
      name,
      width: widthFor(size.wide, column_px),
      pixels_wide: size.wide || null,
      pixels_high: size.high || null,
    }) ?? null
  );
}

/** As large as it was on the screen it comes from, at most the column; small ones are not blown up. */
function widthFor(pixels_wide: number, column_px: number): number {
  const share = pixels_wide / (window.devicePixelRatio || 1) / Math.max(1, column_px);
  return Math.round(Math.min(1, Math.max(0.1, share || 1)) * 100);
}

/** @returns null for what this browser cannot draw */
async function measure(file: File): Promise<{ wide: number; high: number } | null> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return { wide: image.naturalWidth, high: image.naturalHeight };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
