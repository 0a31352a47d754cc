import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { orderLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { countOf, ratio } from '../words';
import { findingsOf, type Finding } from './findings';
import { insightOf } from './insight';
import type { DataQualityParams } from './params';

const COLUMNS: readonly TableColumn[] = [
  { key: 'check', label: { key: 'data_quality_check' }, unit: 'text', is: 'key' },
  { key: 'of', label: { key: 'data_quality_of' }, unit: 'text', is: 'key' },
  { key: 'looked_at', label: { key: 'data_quality_looked_at' }, unit: 'count', is: 'other' },
  { key: 'found', label: { key: 'data_quality_found' }, unit: 'count', is: 'other' },
  { key: 'share', label: { key: 'measure_share' }, unit: 'rate', is: 'share', of: 'looked_at', bar: true },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'other', part: true },
];

const findingRow = (finding: Finding, said: boolean): TableRow => ({
  values: {
    check: finding.key,
    of: finding.unit,
    looked_at: finding.lookedAt,
    found: finding.found,
    share: ratio(finding.found, finding.lookedAt),
    customers: finding.customers,
  },
  texts: { check: finding.label, of: finding.of },
  ...(finding.part && finding.customers ? { parts: { customers: finding.part } } : {}),
  said,
});

/** Each gap as a line of its own: its days of all days that the data cover. */
function gapRows(results: Results): TableRow[] {
  return (results['gaps'] ?? []).map((gap) => {
    const values = { from: { date: String(gap['gap_from']) }, to: { date: String(gap['gap_to']) } };
    const label: Text = { key: 'data_quality_gap_row', values };
    return {
      values: {
        check: `gap:${String(gap['gap_from'])}`,
        of: 'days',
        looked_at: null,
        found: countOf(gap, 'days'),
        share: null,
        customers: null,
      },
      texts: { check: label, of: { key: 'data_quality_days' } },
    };
  });
}

export function present(results: Results, _params: DataQualityParams, context: PresentContext): Presentation {
  const findings = findingsOf(results, context);
  const most = findings.reduce((best, { check, found }) => (check === null ? best : Math.max(best, found)), 0);
  const shown = findings
    .filter(({ found }) => found > 0)
    .toSorted((one, other) => (ratio(other.found, other.lookedAt) ?? 0) - (ratio(one.found, one.lookedAt) ?? 0));
  return {
    figures: [],
    charts: [],
    table: {
      columns: COLUMNS,
      rows: [
        ...shown.map((finding) => findingRow(finding, most > 0 && finding.check !== null && finding.found === most)),
        ...gapRows(results),
      ],
    },
    insight: insightOf(findings, results, context),
    stamp: makeStamp(context, { money: null, range: true, provisional: false, phrases: [{ key: 'data_quality_stamp' }] }),
    ledger: orderLedger(results['account'] ?? []),
  };
}
