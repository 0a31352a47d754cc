import type { ColumnParse, SourceInfo } from '#core/model/source';
import type { Grain, Role } from '#core/model/canonical';
import type { Connector } from '#edge/engine/connector';
import type { InputFile, LoadRequest } from '#edge/load/types';

const text: ColumnParse = { type: 'text' };
const number: ColumnParse = { type: 'number', strip: [] };
const instant: ColumnParse = { type: 'date', formats: [], grain: 'instant' };
const COLUMNS: Columns = [
  ['order_id', 'order_id', text],
  ['customer_id', 'customer_id', text],
  ['ordered_at', 'ordered_at', instant],
  ['net_amount', 'net_amount', number],
  ['quantity', 'attribute', number],
  ['status', 'status', text],
  ['channel', 'channel', text],
  ['region', 'attribute', text],
];

type Columns = readonly (readonly [string, Role, ColumnParse])[];

function requestOf(id: string, file: InputFile, grain: Grain, columns: Columns): LoadRequest {
  const info: SourceInfo = {
    id,
    name: file.name,
    bytes: file.bytes,
    fingerprint: '',
    dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
    headers: columns.map(([header]) => header),
    mapping: { grain, columns: columns.map(([header, role, parse]) => ({ header, role, parse })) },
  };
  return { info, file };
}

/** The measured file with the mapping a person would confirm. */
export const requestOrders = (file: InputFile): LoadRequest => requestOf('s1', file, 'order', COLUMNS);

const ANSWERS: Columns = [
  ['response_id', 'response_id', text],
  ['customer_id', 'customer_id', text],
  ['responded_at', 'responded_at', instant],
  ['mode', 'mode', text],
  ['wave', 'wave', text],
  ['nps', 'nps_0_10', number],
  ['quality', 'attribute', number],
  ['price', 'attribute', number],
  ['speed', 'attribute', number],
  ['comment', 'comment', text],
];
const EVENTS: Columns = [
  ['customer_id', 'customer_id', text],
  ['event_at', 'event_at', instant],
  ['event', 'event', text],
  ['device', 'device', text],
];

const DEALS: Columns = [
  ['opportunity_id', 'opportunity_id', text],
  ['customer_id', 'customer_id', text],
  ['created_at', 'created_at', instant],
  ['stage', 'stage', text],
  ['amount', 'amount', number],
  ['closed_at', 'closed_at', instant],
  ['owner', 'owner_id', text],
  ['industry', 'attribute', text],
];

/** The orders and the files of `make-others.js`, in the order of `cellFiles`. */
export const requestAll = ([orders, surveys, events, deals]: readonly InputFile[]): LoadRequest[] => [
  requestOrders(orders!),
  requestOf('s2', surveys!, 'response', ANSWERS),
  requestOf('s3', events!, 'event', EVENTS),
  requestOf('s4', deals!, 'opportunity', DEALS),
];

export const QUESTION = 'SELECT sum(net_amount) AS revenue FROM orders';
/** What somebody would type who has only the engine. */
export const plainStatements = (file: string): readonly string[] => [
  `CREATE TABLE plain AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`,
  'SELECT sum(net_amount) AS revenue FROM plain',
];

export interface Statement {
  readonly sql: string;
  readonly millis: number;
}

/** The same connector, keeping what it was told and how long that took. */
export function recordStatements(connector: Connector): { readonly connector: Connector; readonly statements: Statement[] } {
  const statements: Statement[] = [];
  const execute: Connector['execute'] = async (sql, options) => {
    const start = performance.now();
    const answer = await connector.execute(sql, options);
    statements.push({ sql, millis: performance.now() - start });
    return answer;
  };
  return { connector: { ...connector, execute }, statements };
}

/** The time of a load by what it was spent on. */
export function partsOf(statements: readonly Statement[]): Record<'read' | 'check' | 'build' | 'profile', number> {
  const parts = { read: 0, check: 0, build: 0, profile: 0 };
  for (const { sql, millis } of statements) {
    if (/^CREATE OR REPLACE TABLE "staged_/.test(sql)) parts.read += millis;
    else if (/^CREATE TABLE/.test(sql)) parts.build += millis;
    else if (/FROM[^"]*"next_/.test(sql)) parts.profile += millis;
    else parts.check += millis;
  }
  return parts;
}
