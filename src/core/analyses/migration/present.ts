import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount, countOf, customersText, ratio } from '../words';
import { narrowSpec, reserved, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { datesOf } from './dates';
import { readMigration, total, type Migration } from './flows';
import { insightOf } from './insight';
import { layOut } from './layout';
import type { MigrationParams } from './params';
import type { State } from './states';

function columnsOf({ columns }: Migration, { show }: MigrationParams): TableColumn[] {
  const matrix = columns.map((state, at): TableColumn =>
    show === 'share'
      ? { key: `to_${at + 1}`, label: state.name, unit: 'rate', is: 'share', of: 'before', part: true }
      : { key: `to_${at + 1}`, label: state.name, unit: 'customers', is: 'count', part: true },
  );
  return [
    { key: 'from', label: { key: 'migration_column_from' }, unit: 'text', is: 'key' },
    { key: 'before', label: { key: 'migration_column_before' }, unit: 'customers', is: 'count', part: true },
    ...matrix,
    { key: 'after', label: { key: 'migration_column_after' }, unit: 'customers', is: 'other', part: true },
    { key: 'net', label: { key: 'migration_column_net' }, unit: 'count', is: 'other' },
    { key: 'would_stay', label: { key: 'migration_column_would_stay' }, unit: 'customers', is: 'other', part: true },
    { key: 'revenue', label: { key: 'migration_column_revenue' }, unit: 'money', is: 'sum' },
  ];
}

/** A row of the matrix; `state` null is everybody (MG6). */
function tableRow(state: State | null, migration: Migration, { show }: MigrationParams): TableRow {
  const { flows, columns, wouldStay } = migration;
  const here = state === null ? flows : flows.filter(({ from }) => from.code === state.code);
  const before = total(here, 'customers', () => true);
  const ranked = state !== null && state.rank !== null;
  const after = ranked ? total(flows, 'customers', ({ to }) => to.code === state.code) : null;
  const stay = ranked ? (wouldStay.get(state.code) ?? 0) : null;
  const from = state === null ? {} : { from: state.code };
  const cells = columns.map((column, at) => {
    const customers = total(here, 'customers', ({ to }) => to.code === column.code);
    return { key: `to_${at + 1}`, value: show === 'share' ? ratio(customers, before) : customers, part: { ...from, to: column.code } };
  });
  return {
    values: {
      from: state?.code ?? '',
      before,
      ...Object.fromEntries(cells.map(({ key, value }) => [key, value])),
      after,
      net: after === null ? null : after - before,
      would_stay: stay,
      revenue: total(here, 'after', () => true) - total(here, 'before', () => true),
    },
    texts: { from: state?.name ?? { key: 'migration_everybody' } },
    parts: {
      ...(before > 0 ? { before: from } : {}),
      ...Object.fromEntries(cells.flatMap(({ key, value, part }) => (value ? [[key, part]] : []))),
      ...(ranked && after ? { after: { to: state.code } } : {}),
      ...(ranked && stay ? { would_stay: { ...from, would_stay: true } } : {}),
    },
    ...(state === null ? { total: true } : {}),
  };
}

function phrases(params: MigrationParams): Text[] {
  const { scheme, tiers, window } = params;
  const days = { days: window };
  const states: Text =
    scheme === 'rfm'
      ? window === 0
        ? { key: 'stamp_migration_rfm_all' }
        : { key: 'stamp_migration_rfm', values: days }
      : tiers.length > 0
        ? { key: 'stamp_tiers_fixed' }
        : window === 0
          ? { key: 'stamp_migration_own_all' }
          : { key: 'stamp_migration_own', values: days };
  return [states, { key: `stamp_migration_${params.cuts}` }];
}

export function present(results: Results, params: MigrationParams, context: PresentContext): Presentation {
  const migration = readMigration(results, params);
  const insight = insightOf(migration, params, context);
  const { earlier, later } = datesOf(params, context);
  const layout = layOut(migration);
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_outside_window' },
    outside_filters: { key: 'ledger_customers_outside_filters' },
  });
  const dates = { earlier: { date: earlier }, later: { date: later } };
  const { up, down, before } = insight.numbers;
  return {
    figures: [],
    charts:
      migration.flows.length === 0
        ? []
        : [
            {
              id: 'flows',
              spec: wideSpec(layout.height),
              narrow: narrowSpec(layout.height),
              rows: chartRows(layout, context),
              height: reserved(layout.height),
              title: { key: 'migration_chart_title', values: dates },
              caption: {
                key: 'migration_caption',
                values: { ...dates, before: customersText(before ?? 0), up: amount(up ?? 0, 'count'), down: amount(down ?? 0, 'count') },
              },
            },
          ],
    table: {
      columns: columnsOf(migration, params),
      rows: [...migration.rows, null].map((state) => tableRow(state, migration, params)),
    },
    insight,
    stamp: makeStamp(context, {
      money: true,
      range: false,
      provisional: false,
      phrases: [{ key: 'stamp_migration_dates', values: dates }, ...phrases(params)],
    }),
    ledger: {
      used: ledger.used,
      excluded: [
        ...ledger.excluded,
        ...(anonymous > 0 ? [{ reason: { key: 'ledger_no_customer' } as Text, count: anonymous, unit: 'orders' as const }] : []),
      ],
    },
  };
}
