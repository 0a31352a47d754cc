import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit } from '#core/report/edits';
import type { Cell, Report } from '#core/report/types';
import { foldedAround, hiddenBelow, moveEdit, visibleCells } from './reorder';
import { runs } from '../../../../tests/support/seeded';
import { slidesOf } from './slides';

const text = (id: string, markdown = 'words'): Cell => ({ id, type: 'text', markdown });
const chart = (id: string, width?: 3 | 4 | 6 | 8): Cell => ({
  id,
  type: 'sql',
  name: id,
  query: { by: 'sql', text: '' },
  ...(width && { width }),
});
const knob = (id: string): Cell => ({ id, type: 'control', width: 3, name: id, control: { type: 'text', value: '' } });
const reportOf = (cells: readonly Cell[]): Report => ({
  format: 'clientele.report',
  version: 2,
  title: '',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells,
});
const ids = (cells: readonly Cell[]) => cells.map(({ id }) => id).join('');
const cells = [text('a'), text('H', '# One'), chart('b'), chart('c'), text('I', '# Two'), chart('d')];
function moved(list: readonly Cell[], folded: readonly string[], id: string, to: number): string {
  const edit = moveEdit(list, folded, id, to);
  if (!edit) return 'stays';
  const result = applyEdit(reportOf(list), edit);
  return result.ok ? ids(result.value.cells) : 'refused';
}

test('RP26 a folded section is passed over as a whole', () => {
  expect(ids(visibleCells(cells, ['H']))).toBe('aHId');
  expect(hiddenBelow(cells, ['H'], 'H')).toEqual(['b', 'c']);
  expect(hiddenBelow(cells, [], 'H')).toEqual([]);
  expect(foldedAround(cells, ['H', 'I'], 'c')).toEqual(['H']);
  expect(moved(cells, ['H'], 'd', 1)).toBe('adHbcI');
  expect(moved(cells, ['H'], 'a', 2)).toBe('HbcIad');
  expect(moved(cells, [], 'a', 1)).toBe('HabcId');
  expect(moved(cells, ['H'], 'a', 0)).toBe('stays');
});

test('RP26 a folded heading takes its section along, as one edit', () => {
  expect(moved(cells, ['H'], 'H', 0)).toBe('HbcaId');
  expect(moved(cells, ['H'], 'H', 3)).toBe('aIdHbc');
  expect(moved(cells, ['H', 'I'], 'I', 1)).toBe('aIdHbc');
  expect(moved(cells, [], 'H', 3)).toBe('abcHId');
});

test('RP26 any move leads to the order on screen, and loses nothing', () => {
  const kind = fc.constantFrom('# x', '## x', 'words');
  fc.assert(
    fc.property(
      fc.array(kind, { minLength: 1, maxLength: 9 }),
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      fc.nat(),
      fc.nat(),
      (marks, open, one, two) => {
        const list = marks.map((mark, index) => text(String(index), mark));
        const folded = list.filter((_, index) => !open[index]).map(({ id }) => id);
        const shown = visibleCells(list, folded);
        const { id } = shown[one % shown.length]!;
        const to = two % shown.length;
        const edit = moveEdit(list, folded, id, to);
        const wanted = shown.filter((cell) => cell.id !== id);
        const order = [...wanted.slice(0, to), shown.find((cell) => cell.id === id)!, ...wanted.slice(to)];
        const expected = order.flatMap((cell) => [cell.id, ...hiddenBelow(list, folded, cell.id)]);
        const result = edit ? applyEdit(reportOf(list), edit) : null;
        const after = result?.ok ? result.value.cells : list;
        expect(after.map((cell) => cell.id)).toEqual(expected);
      },
    ),
    runs(1000),
  );
});

test('RP29 a slide is a row with the text and controls before it', () => {
  const slides = slidesOf([text('H', '# One'), text('e', ' '), knob('k'), knob('l'), chart('b', 6), chart('c', 6), chart('d'), text('z')]);
  expect(slides.map((slide) => slide.map(ids))).toEqual([['H', 'kl', 'bc'], ['d'], ['z']]);
  expect(slidesOf([])).toEqual([]);
});
