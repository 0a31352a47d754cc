import type { DataModel } from '#core/model/data-model';
import type { Supervisor } from '#edge/engine/supervisor';
import { reports } from './corpus/reports';
import type { Hostile } from './corpus/types';

/** What the page was asked: `?off=lock,wall&canary=http://…/`. */
const asked = new URLSearchParams(location.search);
const canary = (asked.get('canary') ?? '').replace(/\/$/, '');
// Set before any module of the product is loaded.
(globalThis as { switchedOff?: readonly string[] }).switchedOff = (asked.get('off') ?? '').split(',');

const stage = document.querySelector<HTMLElement>('#stage')!;
const answer = document.querySelector<HTMLElement>('#answer')!;
const aim = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('{{canary}}', canary)) as T;

const region = {
  name: 'region',
  label: '地区',
  type: 'category',
  attribute: false,
  distinct: 2,
  missing: 0,
  values: ['北京', '上海'],
  min: null,
  max: null,
} as const;
const model: DataModel = {
  tables: [{ name: 'customers', rows: 2, columns: [region] }],
  joins: [],
  firstOrder: null,
  lastOrder: null,
  currency: null,
};

let engine: Promise<Supervisor> | undefined;
async function startEngine(): Promise<Supervisor> {
  const { openWasmEngine } = await import('#edge/engine/duckdb-wasm/connector');
  const started = openWasmEngine({ workerUrl: 'engine/duckdb-eh.worker.js', wasmUrl: 'engine/duckdb-eh.wasm.gz' });
  await started.execute("CREATE TABLE customers AS SELECT * FROM (VALUES ('c1', '北京'), ('c2', '上海')) AS v(customer_id, region)");
  return started;
}

async function query(sql: string): Promise<string> {
  return `${(await (await (engine ??= startEngine())).query(sql)).rowCount} rows`;
}

async function open(hostile: Hostile): Promise<string> {
  switch (hostile.kind) {
    case 'sql':
      return query(hostile.sql);
    case 'filters': {
      const { filterSql } = await import('#core/query/predicates');
      const { duckdb } = await import('#core/sql/dialects/duckdb');
      const condition = { op: 'in', values: hostile.values } as const;
      const filter = filterSql({ table: 'customers', column: hostile.column, condition }, { model, dialect: duckdb } as never);
      return filter.ok ? query(`SELECT * FROM customers WHERE ${filter.value}`) : filter.issues.map((issue) => issue.code).join();
    }
    case 'chart': {
      const { mountChart } = await import('#edge/draw/mount');
      const rows = [
        { a: 'x', b: 3 },
        { a: 'y', b: 5 },
      ];
      const view = { id: hostile.id, spec: hostile.spec as never, rows, height: 200, title: { literal: '' }, caption: { literal: '' } };
      await mountChart(stage, view, { locale: 'en', theme: 'light' });
      return 'drawn';
    }
    case 'markdown': {
      const { renderMarkdown } = await import('#core/report/markdown');
      stage.innerHTML = renderMarkdown(hostile.markdown);
      return 'shown';
    }
  }
}

const settle = (id: string, work: Promise<string>) =>
  void work
    .catch((fault: unknown) => `refused: ${String(fault)} ${(fault as { kind?: string }).kind ?? ''}`)
    .then((outcome) => (answer.textContent = JSON.stringify({ id, outcome })));

// Playwright's evaluate lifts parts of the policy, so the test only posts a name and the page's own script acts.
addEventListener('message', (event: MessageEvent<{ open?: string; ask?: { id: string; sql: string } }>) => {
  const hostile = reports.find(({ id }) => id === event.data.open);
  if (event.data.ask) settle(event.data.ask.id, query(event.data.ask.sql));
  if (!hostile) return;
  stage.replaceChildren();
  settle(hostile.id, open(aim(hostile)));
});
answer.textContent = 'ready';
