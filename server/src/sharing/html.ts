/** HTML with other people's words in it: whatever is put into `html` is text, unless `html` made it. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | Html[] | string | number | null;

export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(
    strings.map((part, index) => part + (index < values.length ? write(values[index]) : '')).join(''),
  );
}

/** What was made elsewhere and is safe: see there why. */
export function trusted(text: string): Html {
  return new Html(text);
}

function toText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function write(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(write).join('');
  return toText(String(value));
}
