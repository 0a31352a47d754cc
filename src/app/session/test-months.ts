import { rowsOf } from '#core/model/columns';
import { csv, until, type Stage } from './test-parts';

export const HEADER = 'Order Number,Customer ID,Order Date,Total';
/** A month of orders; `first` is the number of its first order. */
export const month = (name: string, start: string, first: number, count = 10): File =>
  csv(name, [
    HEADER,
    ...Array.from({ length: count }, (_, at) => `A${first + at},C${at % 4},${start}-${String(at + 1).padStart(2, '0')},${10 + at}.50`),
  ]);
export const [september, october, november] = [
  month('2026-09.csv', '2026-09', 1),
  month('2026-10.csv', '2026-10', 11),
  month('2026-11.csv', '2026-11', 21),
];
/** Orders 11–20 again, the first two with other amounts, and five new ones. */
export const corrected = csv('2026-10 corrected.csv', [
  HEADER,
  ...Array.from(
    { length: 15 },
    (_, at) => `A${11 + at},C${at % 4},2026-10-${String(at + 1).padStart(2, '0')},${(at < 2 ? 100 : 10) + at}.50`,
  ),
]);

export const total = async ({ engine }: Stage) => {
  const [row] = rowsOf(await engine.execute('SELECT count(*) AS orders, sum(net_amount) AS amount FROM orders'));
  return [row!.orders, row!.amount];
};
/** 10 + … + 19, each with a half. */
export const MONTH = 145 + 5;
export const notices = ({ workspace }: Stage) => workspace.notices.map(({ text }) => workspace.say(text)).join('\n');
export const keys = ({ workspace }: Stage) => workspace.notices.flatMap(({ text }) => ('key' in text ? [text.key] : []));
export const press = (stage: Stage, key: string) =>
  stage.workspace.notices.find(({ text }) => 'key' in text && text.key === key)!.action!.run();
export const idle = (stage: Stage) =>
  until(() => stage.workspace.loading === null && stage.workspace.drafts.every((draft) => draft.ledger || draft.joining), 'idle');
