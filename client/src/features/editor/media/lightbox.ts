import { t } from '../../../lib/i18n/i18n.ts';
import { button, element, icon } from './dom.ts';

/** An image over the whole window; Escape, a click or the button closes it, and the focus goes back. */
export function showLarge(url: string, alt: string): void {
  const image = element('img', 'media-large');
  image.src = url;
  image.alt = alt;
  const close = button(t('attachments.close'), icon('close'), () => dialog.close());
  const dialog = element('dialog', 'media-lightbox', image, close);
  dialog.setAttribute('aria-label', alt || t('attachments.image'));
  dialog.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
