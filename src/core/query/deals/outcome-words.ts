/** How a deal stands: won, lost, or neither yet. */
export type DealState = 'won' | 'lost' | 'open';

/** Words of an ending that are only part of an ongoing or a contrary one are tried first (DL2). */
const LOST =
  /(^|[^a-z])(lost|loss|lose|disqualified|unqualified|abandoned|dead|rejected|not won)([^a-z]|$)|closedlost|输单|丢单|失单|战败|流失|失败|无效|未成交|未赢|输掉|放弃|輸單|丟單|失單|戰敗|失敗|無效|未贏|放棄|作废|作廢/u;
const WON = /(^|[^a-z])(won|win)([^a-z]|$)|closedwon|赢单|已赢|成交|已签约|签约成功|已签单|贏單|已贏|已簽約|簽約成功/u;
const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1', '是', '赢', '贏']);
const NO: ReadonlySet<string> = new Set(['输', '輸']);

/** What a stage or an outcome says by its words (DL2): `Closed Won`, `赢单`, `Lost – price`; everything else is open. */
export function stateOfStage(text: string): DealState {
  const key = text.normalize('NFKC').trim().toLowerCase();
  if (LOST.test(key) || NO.has(key)) return 'lost';
  return WON.test(key) ? 'won' : 'open';
}

/** What a column that says who won says (DL2): words as in a stage, or yes. */
export const stateOfOutcome = (text: string): DealState =>
  YES.has(text.normalize('NFKC').trim().toLowerCase()) ? 'won' : stateOfStage(text);
