/** Rows and columns of a merged cell; more than a sheet has are no cells. */
const MOST_SPAN = 16_384;

/** F50: the cells of the one table that the clipboard's HTML holds; null where there is none, or several. Nothing of the HTML is shown or run. */
export function cellsOfHtml(html: string): string[][] | null {
  if (!/<table[\s>]/i.test(html)) return null;
  const tables = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table');
  if (tables.length !== 1) return null;
  const rows: string[][] = [];
  const taken: boolean[][] = [];
  for (const [at, row] of Array.from(tables[0]!.rows).entries()) {
    const texts: string[] = [];
    let column = 0;
    for (const cell of row.cells) {
      while (taken[at]?.[column]) texts[column++] = '';
      for (let below = 1; below < Math.min(cell.rowSpan || 1, MOST_SPAN); below++)
        for (let right = 0; right < Math.min(cell.colSpan, MOST_SPAN); right++) (taken[at + below] ??= [])[column + right] = true;
      texts[column++] = textOf(cell);
      for (let right = 1; right < Math.min(cell.colSpan, MOST_SPAN); right++) texts[column++] = '';
    }
    rows.push(Array.from(texts, (text) => text ?? ''));
  }
  const width = Math.max(0, ...rows.map((row) => row.length));
  const padded = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
  while (padded.length > 0 && padded.at(-1)!.every((text) => text === '')) padded.pop();
  return padded.length > 0 ? padded : null;
}

/** What the cell shows, line breaks kept; a number with all its digits where Excel or Sheets give them beside a rounded one. */
function textOf(cell: HTMLTableCellElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\n');
  const shown = (cell.textContent ?? '')
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]*\r?\n[ \t\r\n]{2,}/g, ' ')
    .trim();
  if (!/^-?[\d,]*\.?\d+$/.test(shown)) return shown;
  const whole = cell.getAttribute('x:num') || sheetsNumber(cell);
  return whole !== null && rounds(whole, shown) ? whole : shown;
}

/** Sheets gives the number of a cell as the third field of its value. */
const sheetsNumber = (cell: HTMLTableCellElement): string | null =>
  /"3":(-?\d+(?:\.\d+)?)[,}]/.exec(cell.getAttribute('data-sheets-value') ?? '')?.[1] ?? null;

/** The same number with more digits; not the serial number of a date, nor a hundredth of a percentage. */
function rounds(whole: string, shown: string): boolean {
  const decimals = shown.split('.')[1]?.length ?? 0;
  return Math.abs(Number(whole) - Number(shown.replaceAll(',', ''))) <= 0.5001 * 10 ** -decimals;
}
