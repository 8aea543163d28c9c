/** What is said about files. */
import { currentLanguage, t } from '../../../lib/i18n/i18n.ts';
import type { Refusal } from '../../../sync/account/operation-state.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `1.2 MB`, in the person's language. */
export function sizeWords(bytes: number): string {
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024))),
  );
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1024 ** power);
}

/** `PDF`, by the name; without an extension just "File". */
export function typeWord(name: string): string {
  return /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toUpperCase() ?? t('attachments.file');
}

/** What the server said to an upload, and what to do. */
export function refusalWords(refusal: Refusal, bytes_max: number): string {
  switch (refusal) {
    case 'too_large':
      return t('attachments.refusedSize', { size: sizeWords(bytes_max) });
    case 'quota_reached':
      return t('attachments.refusedRoom');
    case 'forbidden':
    case 'not_found':
      return t('attachments.refusedAccess');
    case 'missing_data':
      return t('attachments.refusedLost');
    default:
      return t('attachments.refused');
  }
}
