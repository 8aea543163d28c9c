/** `fetch`, but bodies of bytes tell how far they are: browsers know that of `XMLHttpRequest` only. */

/** @param onProgress how much has been sent, 0 to 1, by address; null when it is over */
export function makeUploadFetch(onProgress: (address: string, part: number | null) => void): typeof fetch {
  return (input, init) => {
    if (typeof input !== 'string' || !(init?.body instanceof Blob)) return fetch(input, init);
    return send(input, init, (part) => onProgress(input, part)).finally(() => onProgress(input, null));
  };
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
