/** What a scenario found out, as a row of the report. */

export type Value = number | string | null;

export interface Figure {
  what: string;
  unit: string;
  ours: Value;
  stock: Value;
  y_websocket?: Value;
  /** Absent for what only explains the others. */
  target?: Target;
}

export interface Target {
  text: string;
  isReached(figure: Figure): boolean;
}

export function atMost(limit: number): Target {
  return { text: `≤ ${limit}`, isReached: ({ ours }) => typeof ours === 'number' && ours <= limit };
}

export function atLeast(limit: number): Target {
  return { text: `≥ ${limit}`, isReached: ({ ours }) => typeof ours === 'number' && ours >= limit };
}

/** @param factor of what stock needs */
export function atMostTimesStock(factor: number): Target {
  return {
    text: `≤ ${factor} × stock`,
    isReached: ({ ours, stock }) =>
      typeof ours === 'number' && typeof stock === 'number' && ours <= stock * factor,
  };
}

/** @param allowance of ours, on top of what stock needs */
export function atMostStockPlus(allowance: number, name: string): Target {
  return {
    text: `≤ stock + ${name}`,
    isReached: ({ ours, stock }) =>
      typeof ours === 'number' && typeof stock === 'number' && ours <= stock + allowance,
  };
}

export function exactly(wanted: Value): Target {
  return { text: `${wanted}`, isReached: ({ ours }) => ours === wanted };
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.unit,
    figure.target?.text ?? '',
    show(figure.ours),
    show(figure.stock),
    show(figure.y_websocket ?? null),
    ratio(figure),
    figure.target ? (figure.target.isReached(figure) ? 'yes' : '**no**') : '',
  ]);
  const head = ['what', 'unit', 'target', 'ours', 'stock', 'y-websocket', 'ours ÷ stock', 'reached'];
  const rule = ['---', '---', '---', '---:', '---:', '---:', '---:', '---'];
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function ratio({ ours, stock }: Figure): string {
  if (typeof ours !== 'number' || typeof stock !== 'number' || stock === 0) return '';
  return (ours / stock).toFixed(2);
}

function show(value: Value): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}
