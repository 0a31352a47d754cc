import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { USUAL_OUTGOING, type Outgoing } from './outgoing';
import { SAMPLE_FILES } from './sample';
import { settled, stageKeeper } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);
const FOLDER = path.resolve(import.meta.dirname, '../../../sample-data');

test('PR22 the sample shop has customers enough: its first report leaves whole, and by a large k without its small groups', async () => {
  const { workspace, ...stage } = await open();
  await workspace.dropFiles(await Promise.all(SAMPLE_FILES.map(async (name) => new File([await readFile(path.join(FOLDER, name))], name))));
  await settled({ workspace, ...stage });
  const shown = Object.entries(workspace.cells).flatMap(([id, state]) => (state.state === 'done' ? [{ id, ...state.presentation }] : []));
  expect(shown.length).toBeGreaterThan(3);
  const smallest = ({ cells }: Outgoing): number =>
    Math.min(
      ...Object.values(cells).flatMap(({ table }) =>
        table.columns
          .filter(({ unit }) => unit === 'customers')
          .flatMap(({ key }) => table.rows.flatMap(({ values }) => (Number(values[key]) > 0 ? [Number(values[key])] : []))),
      ),
    );
  const five = await workspace.privacy.look(USUAL_OUTGOING);
  for (const { id, table, charts, insight } of shown) {
    const { cells, done } = five;
    expect(Object.values(done[id]!.withheld)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(cells[id]!.table.rows.map(({ values }) => table.columns.map(({ key }) => values[key]))).toEqual(
      table.rows.map(({ values }) => table.columns.map(({ key }) => values[key])),
    );
    expect([cells[id]!.charts, cells[id]!.insight.sentences]).toEqual([charts, insight.sentences]);
  }
  expect(smallest(five)).toBeLessThan(200);
  const many = await workspace.privacy.outgoing({ ...USUAL_OUTGOING, k: 200 });
  expect(smallest(many)).toBeGreaterThanOrEqual(200);
  const withheld = Object.values(many.done).reduce((sum, { withheld: { numbers } }) => sum + numbers, 0);
  const numbers = shown.reduce((sum, { table }) => sum + table.rows.length * table.columns.length, 0);
  console.info(
    'sample shop at 200',
    JSON.stringify({ withheld, numbers, charts: Object.values(many.cells).map(({ charts }) => charts.length) }),
  );
  expect(withheld).toBeGreaterThan(0);
  expect(withheld / numbers).toBeLessThan(0.5);
}, 240_000);
