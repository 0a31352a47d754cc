import type { RowKinds } from './row-kinds';

/** A row as Vega holds it. */
type Tuple = Record<string, unknown>;

/** How drawn rows become others: all of them exchanged, or some changed where they stand. The rows are the ones that Vega is to hold. */
export type RowChange =
  | { readonly exchanged: true; readonly rows: Tuple[] }
  | {
      readonly exchanged: false;
      readonly modified: readonly { readonly row: Tuple; readonly field: string; readonly value: unknown }[];
      readonly removed: Tuple[];
      readonly inserted: Tuple[];
    };

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

function kindOf(row: Tuple, { equal, there }: RowKinds): string {
  const values = [...equal].map((field) => row[field] ?? null);
  return JSON.stringify([values, [...there].map((field) => isNumber(row[field]))]);
}

function byKind<Each extends Tuple>(rows: readonly Each[], kinds: RowKinds): Map<string, Each[]> {
  const found = new Map<string, Each[]>();
  for (const row of rows) {
    const kind = kindOf(row, kinds);
    const same = found.get(kind);
    if (same) same.push(row);
    else found.set(kind, [row]);
  }
  return found;
}

const sameOrder = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean => {
  const others = [...other.keys()];
  return one.size === other.size && [...one.keys()].every((kind, at) => kind === others[at]);
};

/** The rows that a chart draws now, and how they become others (DR2, DR3). */
export class DrawnRows {
  /** By what they stand for, in the order in which kinds come; null where rows cannot take each other's place. */
  #kept: ReadonlyMap<string, readonly Tuple[]> | null;
  /** Vega may put fields of its own into a row; these are the given ones. */
  readonly #fields = new Set<string>();
  readonly #kinds: RowKinds | null;

  /** `rows` are Vega's own, in the order of its data set, made of the `given`; `kinds` is null where rows cannot take each other's place. */
  constructor(rows: readonly Tuple[], given: readonly Readonly<Tuple>[], kinds: RowKinds | null) {
    this.#kinds = rows.length === given.length ? kinds : null;
    this.#kept = this.#kinds && byKind(rows, this.#kinds);
    this.#know(given);
  }

  /** How the drawn rows become the given ones. From then on these are the drawn ones. */
  become(given: readonly Readonly<Tuple>[]): RowChange {
    const next: Tuple[] = given.map((row) => ({ ...row }));
    this.#know(given);
    const wanted = this.#kinds && byKind(next, this.#kinds);
    if (this.#kept && wanted && sameOrder(this.#kept, wanted)) return this.#alter(this.#kept, wanted);
    this.#kept = wanted;
    return { exchanged: true, rows: next };
  }

  #know(given: readonly Readonly<Tuple>[]): void {
    for (const row of given) for (const field of Object.keys(row)) this.#fields.add(field);
  }

  #alter(kept: ReadonlyMap<string, readonly Tuple[]>, wanted: ReadonlyMap<string, readonly Tuple[]>): RowChange {
    const modified: { row: Tuple; field: string; value: unknown }[] = [];
    const [removed, inserted]: [Tuple[], Tuple[]] = [[], []];
    const rows = new Map<string, readonly Tuple[]>();
    for (const [kind, standing] of kept) {
      const next = wanted.get(kind)!;
      const shared = Math.min(standing.length, next.length);
      for (let at = 0; at < shared; at += 1) {
        const [row, like] = [standing[at]!, next[at]!];
        for (const field of this.#fields)
          if ((row[field] ?? null) !== (like[field] ?? null)) modified.push({ row, field, value: like[field] ?? null });
      }
      removed.push(...standing.slice(shared));
      inserted.push(...next.slice(shared));
      rows.set(kind, [...standing.slice(0, shared), ...next.slice(shared)]);
    }
    this.#kept = rows;
    return { exchanged: false, modified, removed, inserted };
  }
}
