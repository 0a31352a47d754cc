import type { Supervisor } from '#edge/engine/supervisor';
import { createShop, modelOf, type ShopTables } from '../support/shop-tables';
import { reports } from './corpus/reports';
import type { Hostile, HostileDocument } from './corpus/types';
import { beginWatch, endWatch, watchPage } from './watch';

/** What the page was asked: `?off=lock,wall&canary=http://…/`. */
const asked = new URLSearchParams(location.search);
const canary = (asked.get('canary') ?? '').replace(/\/$/, '');
const scope = globalThis as { switchedOff?: readonly string[]; queryMillis?: number };
// Set before any module of the product is loaded.
scope.switchedOff = (asked.get('off') ?? '').split(',');
scope.queryMillis = Number(asked.get('millis') ?? 1500);

watchPage();

const stage = document.querySelector<HTMLElement>('#stage')!;
const answer = document.querySelector<HTMLElement>('#answer')!;
const aim = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('{{canary}}', canary)) as T;

const tables: ShopTables = {
  customers: [
    ['customer_id', 'region'],
    ['c1', '北京'],
    ['c2', '上海'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
    ['o1', 'c1', '2026-01-05', 10],
    ['o2', 'c2', '2026-02-05', 20],
  ],
};
const model = modelOf(tables);

let engine: Promise<Supervisor> | undefined;
async function startEngine(): Promise<Supervisor> {
  const { openWasmEngine } = await import('#edge/engine/duckdb-wasm/connector');
  const started = openWasmEngine({ workerUrl: 'engine/duckdb-eh.worker.js', wasmUrl: 'engine/duckdb-eh.wasm.gz' });
  started.onRestart(async (fresh) => void (await createShop(fresh, tables)));
  await createShop(started, tables);
  return started;
}
const engineNow = () => (engine ??= startEngine());

async function query(sql: string): Promise<string> {
  return `${(await (await engineNow()).query(sql)).rowCount} rows`;
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
    case 'agreed': {
      const { openDocument } = await import('./open-document');
      const asked = { from: 'file', text: () => JSON.stringify(hostile.report) } as const;
      const { ended, sentences } = await openDocument(asked, canary, { engine: await engineNow(), model });
      return `${ended}: ${sentences.join(' | ')}`;
    }
    case 'unanswered': {
      const { standUnanswered } = await import('./unanswered');
      return standUnanswered(JSON.stringify(hostile.report), tables);
    }
    case 'markdown': {
      const { renderMarkdown } = await import('#core/report/markdown');
      stage.innerHTML = renderMarkdown(hostile.markdown);
      return 'shown';
    }
  }
}

/** How a whole report ended: its sentences, and what the page did meanwhile. */
async function openWhole(document: HostileDocument): Promise<string> {
  const [{ openDocument, speakIssue }, { mountChart }, { renderMarkdown }, { chartIssue }, started] = await Promise.all([
    import('./open-document'),
    import('#edge/draw/mount'),
    import('#core/report/markdown'),
    import('#edge/draw/chart-issue'),
    engineNow(),
  ]);
  await started.ready();
  const text = document.text(canary);
  beginWatch();
  const opened = await openDocument({ ...document, text: () => text }, canary, { engine: started, model });
  const sentences = [...opened.sentences];
  let { ended } = opened;
  for (const markdown of opened.markdown) stage.insertAdjacentHTML('beforeend', renderMarkdown(markdown));
  for (const table of opened.tables) stage.append(JSON.stringify(table).slice(0, 5000));
  for (const chart of opened.charts) {
    const place = stage.appendChild(globalThis.document.createElement('div'));
    try {
      await mountChart(place, chart, { locale: 'en', theme: 'light' });
    } catch (fault) {
      ended = 'stopped';
      sentences.push(speakIssue(chartIssue(fault)));
    }
  }
  if (document.kind === 'engine_bomb') await started.query('SELECT 1 AS a');
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
  const polluted = ({} as { polluted?: string }).polluted !== undefined;
  return JSON.stringify({
    ended,
    before: opened.before,
    sentences,
    polluted,
    drawn: stage.querySelectorAll('svg').length,
    marks: stage.querySelectorAll('svg .mark-symbol path').length,
    ...endWatch(),
  });
}

const settle = (id: string, work: Promise<string>) =>
  void work
    .catch((fault: unknown) => `refused: ${String(fault)} ${(fault as { kind?: string }).kind ?? ''}`)
    .then((outcome) => (answer.textContent = JSON.stringify({ id, outcome })));

// Playwright's evaluate lifts parts of the policy, so the test only posts a name and the page's own script acts.
addEventListener('message', (event: MessageEvent<{ open?: string; whole?: string; ask?: { id: string; sql: string } }>) => {
  if (event.data.whole) void openNamed(event.data.whole);
  const hostile = reports.find(({ id }) => id === event.data.open);
  if (event.data.ask) settle(event.data.ask.id, query(event.data.ask.sql));
  if (!hostile) return;
  stage.replaceChildren();
  settle(hostile.id, open(aim(hostile)));
});
async function openNamed(id: string): Promise<void> {
  const { hostileDocuments } = await import('./corpus/documents');
  stage.replaceChildren();
  settle(id, openWhole(hostileDocuments.find((each) => each.id === id)!));
}
answer.textContent = 'ready';
