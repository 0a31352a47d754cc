import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { countOf, saying } from '../words';
import { GRID, K, segmentOf, type Segment } from './segments';

/** Half of the 4 px between segments and of the 1 px inside one, in cells of 82 × 66. */
const APART = [2 / 82, 2 / 66] as const;
const INSIDE = [0.5 / 82, 0.5 / 66] as const;
/** Letters that fit beside each other in one cell. */
const FIT = 9;

const BLANK = { kind: '', x: 0, y: 0, x2: 0, y2: 0, step: 0, label: null, tip: null, part: null };

/** The name in lines that fit one cell, so that none runs into a cell of another shade. */
function wrap(name: string): string {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && longer.length <= FIT) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** The grid: 25 cells with their count, each segment's name once, and the two axes in words. */
export function chartRows(cells: readonly Row[], context: PresentContext): Row[] {
  const say = saying(context);
  const count = (r: number, fm: number): number =>
    countOf(
      cells.find((row) => row['r_score'] === r && row['fm'] === fm),
      'customers',
    );
  const most = Math.max(1, ...cells.map((row) => countOf(row, 'customers')));
  const at = (down: number, across: number): Segment | undefined => GRID[down]?.[across];
  const rows: Row[] = [];
  const named = new Set<Segment>();
  for (let down = 0; down < K; down++) {
    for (let across = 0; across < K; across++) {
      const [r, fm] = [K - down, across + 1];
      const segment = segmentOf(r, fm);
      const gap = (near: Segment | undefined, axis: 0 | 1): number => (near === segment ? INSIDE : APART)[axis];
      const customers = count(r, fm);
      const step = customers === 0 ? 1 : Math.max(1, Math.ceil((7 * customers) / most));
      const name = say({ key: `rfm_segment_${segment}` });
      const box = {
        x: across + gap(at(down, across - 1), 0),
        x2: across + 1 - gap(at(down, across + 1), 0),
        y: down + gap(at(down - 1, across), 1),
        y2: down + 1 - gap(at(down + 1, across), 1),
      };
      const label = formatAmount({ amount: customers, unit: 'customers' }, context);
      const tip = say({ key: 'rfm_tip', values: { segment: name, r, fm, customers } });
      rows.push({ ...BLANK, ...box, kind: 'cell', step, tip, part: JSON.stringify({ r, fm }) });
      rows.push({ ...BLANK, ...box, y: box.y2, kind: 'count', step, label });
      if (named.has(segment)) continue;
      named.add(segment);
      rows.push({ ...BLANK, ...box, kind: 'name', step, label: wrap(name) });
    }
  }
  for (let score = 1; score <= K; score++) {
    rows.push({ ...BLANK, kind: 'r', y: K - score + 0.5, label: String(score) });
    rows.push({ ...BLANK, kind: 'fm', x: score - 0.5, label: String(score) });
  }
  rows.push(
    { ...BLANK, kind: 'axis_r', label: say({ key: 'rfm_axis_r' }) },
    { ...BLANK, kind: 'axis_fm', label: say({ key: 'rfm_axis_fm' }) },
  );
  return rows;
}
