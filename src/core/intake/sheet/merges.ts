import type { Merge, SheetCell, SheetRow } from './types';

/** `B2` as row 2, column 1; null for anything else. */
export function readAddress(address: string): { readonly row: number; readonly column: number } | null {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(address);
  if (!parts) return null;
  const column = Array.from(parts[1]!.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(parts[2]), column };
}

/** `A1:C2` as a merge; null for anything else, and for a single cell. */
export function readMerge(reference: string): Merge | null {
  const [from, to] = reference.split(':').map(readAddress);
  if (!from || !to) return null;
  return { top: from.row, bottom: to.row, left: from.column, right: to.column };
}

/** F22: gives the value of merged cells to the rows they cover, row by row from the top. */
export interface MergeFiller {
  fill(row: SheetRow): SheetRow;
  /** Cells of the table that were filled. */
  readonly filled: number;
}

/** A filler for the merges of a sheet. `across`: up to this row a value also goes to the columns at its right. */
export function createMergeFiller(merges: readonly Merge[], across: number): MergeFiller {
  const waiting = [...merges].sort((one, other) => one.top - other.top);
  let open: { readonly merge: Merge; value: SheetCell | null }[] = [];
  let next = 0;
  let filled = 0;
  return {
    get filled() {
      return filled;
    },
    fill(row) {
      while (next < waiting.length && waiting[next]!.top <= row.row) open.push({ merge: waiting[next++]!, value: null });
      open = open.filter(({ merge }) => merge.bottom >= row.row);
      if (open.length === 0) return row;
      const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
      for (const each of open) {
        const { top, left, right } = each.merge;
        if (row.row === top) each.value = cells.get(left) ?? null;
        if (!each.value) continue;
        const last = row.row <= across ? right : left;
        for (let column = left; column <= last; column++) {
          if (cells.has(column)) continue;
          cells.set(column, { ...each.value, column });
          if (row.row > across) filled++;
        }
      }
      return { row: row.row, cells: [...cells.values()].sort((one, other) => one.column - other.column) };
    },
  };
}
