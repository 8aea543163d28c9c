/** What the stock server would fetch: the state in its table. */
import pg from 'pg';
import * as Y from 'yjs';

export async function storedByStock(databaseUrl: string, note_id: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const [row] = await ask<{ data: Buffer }>(databaseUrl, 'select data from stock_documents where name = $1', [
    note_id,
  ]);
  if (row) Y.applyUpdate(doc, row.data);
  return doc;
}

export async function storeAsStock(databaseUrl: string, note_id: string, state: Uint8Array): Promise<void> {
  await ask(databaseUrl, 'insert into stock_documents (name, data) values ($1, $2)', [
    note_id,
    Buffer.from(state),
  ]);
}

/** The text of each paragraph. */
export function linesOf(doc: Y.Doc): string[] {
  return doc
    .getXmlFragment('default')
    .toArray()
    .map((paragraph) => (paragraph instanceof Y.XmlElement ? `${paragraph.get(0) ?? ''}` : ''));
}

async function ask<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
