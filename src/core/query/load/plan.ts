import type { Draw } from '#core/model/draw';
import { CANONICAL, GRAIN_TABLES, type CanonicalColumn, type CanonicalTable, type CanonicalType, type Grain } from '#core/model/canonical';
import { acrossFiles, type AcrossFiles } from '../prepare/across-steps';
import { resolveSteps, type ResolvedSteps } from '../prepare/resolve-steps';
import { PLAIN_CSV, type ColumnMapping, type ColumnParse, type FileDialect, type SourceInfo } from '#core/model/source';
import { drawOf } from './draw-plan';
import type { Protected } from './protect-sql';

/** One column of a file on its way into a canonical table. `index` is its place in the file; in the staged table it is called `c<index>`. */
export interface PlannedColumn {
  readonly index: number;
  readonly header: string;
  readonly table: CanonicalTable;
  readonly name: string;
  readonly type: CanonicalType;
  readonly attribute: boolean;
  readonly parse: ColumnParse;
  /** Its text is masked or replaced while it is read (M14). */
  readonly protection?: Protected;
  /** Texts that stand for nothing. */
  readonly nulls: readonly string[];
  /** A text that does not fit rejects its record. */
  readonly strict: boolean;
}

/** What becomes of one source. Columns that are left out are not in it and are never read out of the file. */
export interface SourcePlan {
  readonly id: string;
  readonly grain: Grain;
  /** Of the file that the engine reads: plain CSV where the source is written anew. */
  readonly dialect: FileDialect;
  /** Number of columns of the file. */
  readonly width: number;
  readonly staged: string;
  readonly columns: readonly PlannedColumn[];
  /** Places of personal columns whose raw text must not be shown: left out, or protected (M17). */
  readonly hidden: readonly number[];
  /** Of the file. */
  readonly headers: readonly string[];
  /** What is done to its records on the way; absent where no step can be done. */
  readonly steps?: ResolvedSteps;
  /** The removals of duplicates among them, where the source is made of several files. */
  readonly across?: readonly AcrossFiles[];
  /** Only the records of these customers are read; absent: all. */
  readonly draw?: Draw;
}

/** Columns that the load adds to canonical tables by itself, so that no attribute may be called like them. */
const ADDED = ['order_key', 'customer_key', 'ordered_on', 'ordered_at', 'customer_id', 'order_id', 'record_seq', 'line_total'];

const knownColumns = (table: CanonicalTable): readonly CanonicalColumn[] => CANONICAL[table];

/** The table a role belongs to in a source of this grain; null when it has none there. */
function tableOfRole(grain: Grain, { role, attributeOf }: ColumnMapping): CanonicalTable | null {
  const tables = GRAIN_TABLES[grain];
  if (role === 'attribute') return attributeOf && tables.includes(attributeOf) ? attributeOf : tables[0]!;
  return tables.find((table) => knownColumns(table).some((column) => column.name === role)) ?? null;
}

function attributeType(parse: ColumnParse): CanonicalType {
  if (parse.type === 'number' || parse.type === 'boolean') return parse.type;
  if (parse.type === 'date') return parse.grain === 'date' ? 'day' : 'instant';
  return 'category';
}

/** What the values must be for the canonical type, whatever the mapping says: an amount read as text would be no amount. */
function parseAs(type: CanonicalType, parse: ColumnParse): ColumnParse {
  switch (type) {
    case 'money':
    case 'number':
    case 'score':
      return parse.type === 'number' ? parse : { type: 'number', strip: [] };
    case 'day':
    case 'instant':
      return parse.type === 'date'
        ? { ...parse, grain: type === 'day' ? 'date' : 'instant' }
        : { type: 'date', formats: [], grain: type === 'day' ? 'date' : 'instant' };
    case 'boolean':
      return parse.type === 'boolean' ? parse : { type: 'boolean', yes: ['true', '1'], no: ['false', '0'] };
    default:
      return { type: 'text' };
  }
}

/** Gives attributes their SQL names (LD11): the same header in two sources of one table is one column. */
function createNamer() {
  const taken = new Map<CanonicalTable, Map<string, string>>();
  return (table: CanonicalTable, header: string, used: ReadonlySet<string>): string => {
    const known = new Set([...ADDED, ...knownColumns(table).map((column) => column.name)]);
    const names = taken.get(table) ?? new Map<string, string>();
    taken.set(table, names);
    for (let number = 1; ; number++) {
      const name = number === 1 ? header : `${header}_${number}`;
      const key = name.toLowerCase();
      const owner = names.get(key);
      if (name === '' || name.includes('\0') || known.has(key) || used.has(`${table}.${key}`) || (owner !== undefined && owner !== header))
        continue;
      names.set(key, header);
      return name;
    }
  };
}

/** What a protected column may be in its canonical table. */
const TEXTUAL: ReadonlySet<CanonicalType | null> = new Set<CanonicalType | null>(['id', 'text', 'category', null]);

/** The type of a column's role; null for an attribute. */
function knownType(grain: Grain, column: ColumnMapping): CanonicalType | null {
  const table = tableOfRole(grain, column);
  return (table && knownColumns(table).find(({ name }) => name === column.role)?.type) ?? null;
}

/** An id is never masked, as different people would become one. */
function protectionOf({ protect, personal }: ColumnMapping, type: CanonicalType | undefined): Protected | null {
  if (!protect) return null;
  return { protect: type === 'id' ? 'pseudonym' : protect, ...(personal ? { personal } : {}) };
}

const isHidden = ({ role, personal, protect }: ColumnMapping): boolean =>
  protect !== undefined || (personal !== undefined && role === 'skip');

function planSource(info: SourceInfo, nameAttribute: ReturnType<typeof createNamer>): SourcePlan {
  const used = new Set<string>();
  const columns: PlannedColumn[] = [];
  const hidden = info.mapping.columns.flatMap((column, index) => (isHidden(column) ? [index] : []));
  const steps = info.mapping.steps ? resolveSteps(info.headers, info.mapping) : null;
  info.mapping.columns.forEach((column, place) => {
    // Columns after those of the file are made by steps; one that no step makes here is not there.
    const index = place < info.headers.length ? place : (steps?.made.find(({ header }) => header === column.header)?.index ?? -1);
    if (index < 0) return;
    // A date or a number cannot be masked: what is to be protected then stays out.
    if (column.protect && !TEXTUAL.has(knownType(info.mapping.grain, column))) return;
    const table = column.role === 'skip' ? null : tableOfRole(info.mapping.grain, column);
    if (!table) return;
    const known = knownColumns(table).find(({ name }) => name === column.role && !used.has(`${table}.${name}`));
    const name = known?.name ?? nameAttribute(table, column.header.replaceAll('\0', '').trim() || `column ${index + 1}`, used);
    used.add(`${table}.${name.toLowerCase()}`);
    const protection = protectionOf(column, known?.type);
    const read: ColumnParse = protection ? { type: 'text' } : column.parse;
    const type = known?.type ?? attributeType(read);
    const parse = known ? parseAs(type, read) : read;
    columns.push({
      index,
      header: column.header,
      table,
      name,
      type,
      attribute: !known,
      parse,
      // The words of a protected column are read by nothing but the protection.
      nulls: protection ? [] : (column.nulls ?? []),
      strict: column.misfits === 'reject' && parse.type !== 'text',
      ...(protection ? { protection } : {}),
    });
  });
  const { id, headers, mapping } = info;
  const dialect = info.reading ? PLAIN_CSV : info.dialect;
  // The last column of several files is their names.
  const across = steps && info.parts ? acrossFiles(steps, new Set(headers.slice(-1))) : [];
  const prepared = steps && steps.steps.length > 0 ? { steps, ...(across.length > 0 ? { across } : {}) } : {};
  const plan = { id, grain: mapping.grain, dialect, width: headers.length, staged: `staged_${id}`, columns, headers, hidden, ...prepared };
  const draw = info.oneIn === undefined ? null : drawOf(plan, info.oneIn);
  return draw ? { ...plan, draw } : plan;
}

/** What becomes of all sources of a workspace, in the order given. */
export function planLoad(infos: readonly SourceInfo[]): SourcePlan[] {
  const nameAttribute = createNamer();
  return infos.map((info) => planSource(info, nameAttribute));
}

/** The column of a source that holds a canonical column, if it has one. */
export const plannedColumn = (plan: SourcePlan, table: CanonicalTable, name: string): PlannedColumn | undefined =>
  plan.columns.find((column) => column.table === table && column.name.toLowerCase() === name.toLowerCase());

/** Its name in the staged table. */
export const rawName = ({ index }: PlannedColumn): string => `c${index}`;

export const isOrderSource = ({ grain }: SourcePlan): boolean => grain === 'order' || grain === 'order_line';
