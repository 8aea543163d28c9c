import { showToast } from './toast.tsx';

/** `done` is what the toast says. The clipboard may be refused (no permission, no https): then it says that. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done);
  } catch {
    showToast(`This browser did not allow copying. Here it is: ${text}`);
  }
}
