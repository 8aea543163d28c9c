/**
 * What an attribute in a note may be. A note's content comes from everybody who may write in it, with whatever client:
 * each value is read by one of these before it is shown, and what is none becomes the attribute's default.
 */
import type { Attribute } from '@tiptap/core';

/** The value, if it is one that may be used; `undefined` if not. */
export type ReadValue<Value> = (raw: unknown) => Value | undefined;

const address_length_max = 4_096;
const schemes = /^(?:https?:\/\/|mailto:|tel:)/i;
/** A path of this site; not `//host` and not `/\host`, which browsers read as another site. */
const sitePath = /^(?:\/(?![/\\])|#)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and `java\nscript:` is a script
const controls = /[\u0000-\u001f\u007f]/;

/** Whether a link may lead there: http, https, mailto, tel, or a path of this site. The rule for both sides. */
export function isSafeAddress(address: unknown): address is string {
  return (
    typeof address === 'string' &&
    address.length <= address_length_max &&
    !controls.test(address) &&
    (schemes.test(address) || sitePath.test(address))
  );
}

/** Drawn by CSS in each theme; a document never says how a colour looks. */
export const color_names = [
  'gray',
  'brown',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
] as const;
export type ColorName = (typeof color_names)[number];

export function oneOf<const Value extends string>(values: readonly Value[]): ReadValue<Value> {
  return (raw) => values.find((value) => value === raw);
}

export function textOf(length_max: number): ReadValue<string> {
  return (raw) => (typeof raw === 'string' ? raw.slice(0, length_max) : undefined);
}

export function textLike(pattern: RegExp): ReadValue<string> {
  return (raw) => (typeof raw === 'string' && pattern.test(raw) ? raw : undefined);
}

/** Outside the bounds it is the nearer bound. */
export function integerIn(least: number, most: number): ReadValue<number> {
  return (raw) => {
    const value = typeof raw === 'string' && raw !== '' ? Number(raw) : raw;
    if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
    return Math.min(most, Math.max(least, Math.round(value)));
  };
}

export const readBoolean: ReadValue<boolean> = (raw) =>
  raw === true || raw === 'true' || raw === '' ? true : raw === false || raw === 'false' ? false : undefined;

export const readUuid = textLike(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);

export const readAddress: ReadValue<string> = (raw) => (isSafeAddress(raw) ? raw : undefined);

interface SafeAttribute<Value> {
  /** Its name in the schema, and in HTML. */
  name: string;
  html: string;
  fallback: Value | null;
  read: ReadValue<Value>;
}

/** A TipTap attribute that is never anything but what `read` lets through or the fallback. */
export function safeAttribute<Value>({ name, html, fallback, read }: SafeAttribute<Value>): Attribute {
  return {
    default: fallback,
    validate: (raw: unknown) => {
      if (raw !== fallback && read(raw) !== raw) throw new RangeError(`Not a value for ${name}`);
    },
    parseHTML: (element) => read(element.getAttribute(html) ?? undefined) ?? fallback,
    renderHTML: (attributes) => {
      const value = read(attributes[name]);
      return value === undefined || value === null ? {} : { [html]: String(value) };
    },
  };
}
