/** Small preferences of this device. Storage may be refused (private windows, policies): then they last as long as the page. */
const fallback = new Map<string, string>();

export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(`scriptorium:${key}`);
  } catch {
    return fallback.get(key) ?? null;
  }
}

export function writeSetting(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`scriptorium:${key}`);
    else localStorage.setItem(`scriptorium:${key}`, value);
  } catch {
    if (value === null) fallback.delete(key);
    else fallback.set(key, value);
  }
}
