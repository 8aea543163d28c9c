/**
 * Keeps an old version of the app from destroying what a newer one wrote. The editor's binding deletes from the shared
 * document whatever it cannot draw, for everybody. So while an editor is bound, each transaction is looked at before
 * the observers of the document are called, the binding among them: when it brings a node, a mark or an attribute that
 * this version does not know, `onUnknown` takes the editor away first. Nothing is held back from the document itself:
 * the copy and the other tabs stay complete.
 */
import { body_field } from '@scriptorium/shared/protocol/document.ts';
import * as Y from 'yjs';

/** What a schema knows, each as `node`, `node.attribute` or `~mark`. */
export interface KnownParts {
  has(part: string): boolean;
}

/**
 * Looks at what is there, and from then on at each change.
 * @param onUnknown called at most once, at a change within its transaction; it must unbind the editor before it returns
 * @returns ends the watch
 */
export function guardSchema(doc: Y.Doc, known: KnownParts, onUnknown: (part: string) => void): () => void {
  const body = doc.getXmlFragment(body_field);
  const stop = () => doc.off('beforeObserverCalls', onTransaction);
  const look = (from: Map<number, number>) => {
    const part = unknownPart(body, known, from);
    if (part === null) return;
    stop();
    onUnknown(part);
  };
  const onTransaction = ({ beforeState }: Y.Transaction) => look(beforeState);
  doc.on('beforeObserverCalls', onTransaction);
  look(new Map());
  return stop;
}

/** The first part of the body, among what is newer than `from`, that is not known. */
function unknownPart(body: Y.XmlFragment, known: KnownParts, from: Map<number, number>): string | null {
  for (const [client, structs] of body.doc?.store.clients ?? []) {
    const begin = from.get(client) ?? 0;
    const last = structs.at(-1);
    if (!last || last.id.clock + last.length <= begin) continue;
    for (const struct of structs.slice(Y.findIndexSS(structs, begin))) {
      if (!(struct instanceof Y.Item) || struct.deleted) continue;
      const part = partOf(struct);
      if (part !== null && !known.has(part) && isIn(struct, body)) return part;
    }
  }
  return null;
}

function partOf({ content, parent, parentSub }: Y.Item): string | null {
  if (parentSub !== null) return parent instanceof Y.XmlElement ? `${parent.nodeName}.${parentSub}` : null;
  if (content instanceof Y.ContentFormat) return `~${markName(content.key)}`;
  if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement) return content.type.nodeName;
  return null;
}

/** A mark that may lie over itself is stored with a hash of its attributes behind its name. */
function markName(key: string): string {
  return key.replace(/--[a-zA-Z0-9+/=]{8}$/, '');
}

/** What is kept in the document under another name is not drawn, so not in danger. */
function isIn(item: Y.Item, body: Y.XmlFragment): boolean {
  let type = item.parent;
  while (type instanceof Y.AbstractType && type._item) type = type._item.parent;
  return type === body;
}
