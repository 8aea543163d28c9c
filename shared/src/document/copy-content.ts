/** What a note says, in another note: as it is shown, without what was deleted; also what this version does not know. */
import * as Y from 'yjs';
import { body_field, title_field } from '../protocol/document.ts';

/** @param target an empty note */
export function copyContent(source: Y.Doc, target: Y.Doc): void {
  target.transact(() => {
    target.getText(title_field).insert(0, source.getText(title_field).toString());
    const blocks = source.getXmlFragment(body_field).toArray();
    target.getXmlFragment(body_field).insert(
      0,
      blocks.map((block) => block.clone() as Y.XmlElement | Y.XmlText),
    );
  });
}

/** The ids of the attachments that a note shows. */
export function filesIn(doc: Y.Doc): string[] {
  const ids = new Set<string>();
  const collect = (parent: Y.XmlFragment): void => {
    for (const child of parent.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue;
      const id: unknown = child.getAttribute('attachment_id');
      if (typeof id === 'string') ids.add(id);
      collect(child);
    }
  };
  collect(doc.getXmlFragment(body_field));
  return [...ids];
}
