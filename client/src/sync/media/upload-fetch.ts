/** `fetch` for uploads, which tells how far they are: browsers know that of `XMLHttpRequest` only. */
import { type Readable, Store } from '../store.ts';

const sent = new Store<{ parts: ReadonlyMap<string, number> }>({ parts: new Map() });

/** How much has been sent of what this tab is sending, 0 to 1, by attachment. */
export const uploadProgress: Readable<ReadonlyMap<string, number>> = {
  get: () => sent.get().parts,
  subscribe: sent.subscribe,
};

/** What is no upload goes the usual way. */
export const uploadFetch: typeof fetch = async (address, init) => {
  const id = /\/attachments\/([\w-]+)\?/.exec(String(address))?.[1];
  if (id === undefined || !(init?.body instanceof Blob)) return fetch(address, init);
  try {
    return await send(String(address), init, (part) => tell(id, part));
  } finally {
    tell(id, null);
  }
};

function tell(id: string, part: number | null): void {
  const parts = new Map(sent.get().parts);
  if (part === null) parts.delete(id);
  else parts.set(id, part);
  sent.set({ parts });
}

function send(address: string, init: RequestInit, onProgress: (part: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(init.method ?? 'GET', address);
    for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(toResponse(request));
    request.onerror = () => reject(new TypeError('The server cannot be reached'));
    request.onabort = () => reject(new DOMException('It was given up', 'AbortError'));
    if (init.signal?.aborted) return request.onabort(new ProgressEvent('abort'));
    init.signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(init.body as Blob);
  });
}

function toResponse(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split('\r\n').filter(Boolean);
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  const hasBody = request.status !== 204 && request.status !== 304;
  return new Response(hasBody ? request.responseText : null, { status: request.status, headers });
}
