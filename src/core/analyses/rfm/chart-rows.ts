import { formatAmount } from '#core/messages/format';
import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { firstMatch, fitsRule } from '../rule-check';
import { countOf, saying } from '../words';
import { labelOf, type Grouping } from './grouping';

/** Half of the 4 px between segments and of the 1 px inside one, in the 410 × 330 px of the grid. */
const APART = [2 / 410, 2 / 330] as const;
const INSIDE = [0.5 / 410, 0.5 / 330] as const;
/** Letters that fit beside each other in one cell of 82 px; a Chinese sign takes two. */
const FIT = 9;
/** A single word may reach into the margin. */
const LONGEST = 11;
/** Lines of a name that fit above the count. */
const LINES = 2;

const BLANK = { kind: '', x: 0, y: 0, x2: 0, y2: 0, step: 0, label: null, tip: null, part: null };

const lengthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 2 : 1), 0);

/** A word that is too long for one line is cut. */
function cut(word: string): string {
  if (lengthOf(word) <= LONGEST) return word;
  let kept = '';
  for (const letter of word) if (lengthOf(kept + letter) < FIT) kept += letter;
  return `${kept}…`;
}

/** The name in lines that fit one cell, so that none runs into a cell of another shade. */
function wrap(name: string): string {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && lengthOf(longer) <= FIT) lines[lines.length - 1] = longer;
    else lines.push(cut(word));
  }
  return lines.slice(0, LINES).join('\n');
}

/** The name of a cell's group; null where cells have none. */
function nameAt(r: number, fm: number, grouping: Grouping): string | null {
  if (grouping.kind !== 'rules') return null;
  return firstMatch(grouping.rules, { r, fm }) ?? '';
}

/** The names that would fit a cell beside the first, each once (RF15, RF18). */
function othersAt(r: number, fm: number, grouping: Grouping): string[] {
  if (grouping.kind !== 'rules') return [];
  return [...new Set(grouping.rules.filter((rule) => fitsRule(rule, { r, fm })).map(({ name }) => name))].slice(1);
}

/** The grid: k × k cells with their count, each segment's name once, the two axes in words, and the legend. */
export function chartRows(
  cells: readonly Row[],
  { k, grouping, legend }: { readonly k: number; readonly grouping: Grouping; readonly legend: readonly Text[] },
  context: PresentContext,
): Row[] {
  const say = saying(context);
  const count = (r: number, fm: number): number =>
    countOf(
      cells.find((row) => row['r_score'] === r && row['fm'] === fm),
      'customers',
    );
  const most = Math.max(1, ...cells.map((row) => countOf(row, 'customers')));
  const rows: Row[] = [];
  const named = new Set<string>();
  for (let down = 0; down < k; down++) {
    for (let across = 0; across < k; across++) {
      const [r, fm] = [k - down, across + 1];
      const name = nameAt(r, fm, grouping);
      const gap = (nearR: number, nearFm: number, axis: 0 | 1): number => {
        const inside = nearR > k || nearFm < 1 || nearR < 1 || nearFm > k ? false : nameAt(nearR, nearFm, grouping) === name;
        return (inside ? INSIDE : APART)[axis] * k;
      };
      const customers = count(r, fm);
      const step = customers === 0 ? 1 : Math.max(1, Math.ceil((7 * customers) / most));
      const box = {
        x: across + gap(r, fm - 1, 0),
        x2: across + 1 - gap(r, fm + 1, 0),
        y: down + gap(r + 1, fm, 1),
        y2: down + 1 - gap(r - 1, fm, 1),
      };
      const others = othersAt(r, fm, grouping);
      const values = { r, fm, customers };
      const label = `${formatAmount({ amount: customers, unit: 'customers' }, context)}${others.length > 0 ? ' *' : ''}`;
      const segment = name === null ? null : labelOf(name, grouping);
      const told = segment ? say({ key: 'rfm_tip', values: { ...values, segment } }) : say({ key: 'rfm_tip_plain', values });
      const also =
        others.length > 0
          ? ` ${say({ key: 'rfm_tip_also', values: { names: others.map((each) => say(labelOf(each, grouping))).join(', ') } })}`
          : '';
      rows.push({ ...BLANK, ...box, kind: 'cell', step, tip: told + also, part: JSON.stringify({ r, fm }) });
      rows.push({ ...BLANK, ...box, y: box.y2, kind: 'count', step, label });
      if (name === null || segment === null || named.has(name)) continue;
      named.add(name);
      rows.push({ ...BLANK, ...box, kind: 'name', step, label: wrap(say(segment)) });
    }
  }
  for (let score = 1; score <= k; score++) {
    rows.push({ ...BLANK, kind: 'r', y: k - score + 0.5, label: String(score) });
    rows.push({ ...BLANK, kind: 'fm', x: score - 0.5, label: String(score) });
  }
  rows.push(
    { ...BLANK, kind: 'axis_r', label: say({ key: 'rfm_axis_r' }) },
    { ...BLANK, kind: 'axis_fm', label: say({ key: 'rfm_axis_fm' }) },
    ...legend.map((text, at) => ({ ...BLANK, kind: `legend_${at}`, label: say(text) })),
  );
  return rows;
}
