import { CANONICAL, GRAIN_TABLES, type CanonicalTable, type Grain, type Role } from '#core/model/canonical';
import type {
  ColumnMapping,
  ColumnParse,
  DateOrder,
  GroupSign,
  ImportQuestion,
  Mapping,
  NumberParse,
  Protection,
  RoleSuggestion,
  Serial,
} from '#core/model/source';
import type { Issue } from '#core/model/result';
import { tableOfRole, typeOfRole } from './grain-rules';
import { reorderFormats } from './infer-dates';
import { matchHeader } from './match-header';
import { parseFor } from './suggest-mapping';

/** The key of a question in a record of answers: `date_order:下单时间`, `grain:`, `role:ordered_at`. */
export const questionKey = (question: Pick<ImportQuestion, 'kind' | 'header' | 'role'>): string =>
  `${question.kind}:${question.header ?? question.role ?? ''}`;

/** The mapping after a person's answers, by `questionKey`. What is no answer to one of these questions changes nothing. */
export function applyAnswers(mapping: Mapping, questions: readonly ImportQuestion[], answers: Readonly<Record<string, string>>): Mapping {
  return questions.reduce((changed, question) => {
    const value = answers[questionKey(question)];
    const known = question.answers.some((answer) => answer.value === value);
    return value !== undefined && known ? applyAnswer(changed, question, value) : changed;
  }, mapping);
}

function applyAnswer(mapping: Mapping, { kind, header, role }: ImportQuestion, value: string): Mapping {
  if (kind === 'reading') return mapping;
  if (kind === 'grain') return value === mapping.grain ? mapping : changeGrain(mapping, value as Grain);
  if (kind === 'role') return role && holderOf(mapping, role) !== value ? changeRole(mapping, value, role) : mapping;
  const columns = mapping.columns.map((column) =>
    column.header === header ? { ...column, parse: answerParse(column.parse, kind, value) } : column,
  );
  return { ...mapping, columns };
}

function answerParse(parse: ColumnParse, kind: ImportQuestion['kind'], value: string): ColumnParse {
  if (kind === 'date_order' && parse.type === 'date') return { ...parse, formats: reorderFormats(parse.formats, value as DateOrder) };
  if (kind === 'number_format' && parse.type === 'number') return withSigns(parse, value);
  return kind === 'date_kind' ? withKind(parse, value) : parse;
}

/** The form with other signs, by `signsOf`. */
function withSigns({ group: _, decimal: __, indian: ___, type, strip, ...rest }: NumberParse, signs: string): NumberParse {
  const decimal = signs[0] === ',' ? ',' : '.';
  const group = signs[1] as GroupSign | undefined;
  if (signs === '.' && strip.length === 0 && Object.keys(rest).length === 0) return { type, strip };
  return { type, strip, decimal, ...(group ? { group } : {}), ...rest };
}

/** The same texts as dates of another kind, or as numbers. */
function withKind(parse: ColumnParse, kind: string): ColumnParse {
  const { formats = [], grain = 'date' } = parse.type === 'date' ? parse : {};
  const era = kind === 'roc';
  if (kind === 'number') return { type: 'number', strip: [] };
  if (era || kind === 'ce') {
    const year = (format: string): string => (era ? format.replace('%y', '%Y') : format.replace('%Y', '%y'));
    return { type: 'date', formats: formats.map(year), grain, ...(era ? { era: 'roc' } : {}) };
  }
  return { type: 'date', formats: [], grain, serial: kind as Serial };
}

const holderOf = (mapping: Mapping, role: Role): string | undefined => mapping.columns.find((column) => column.role === role)?.header;

/** The table that an attribute of this grain describes unless somebody says otherwise. */
const ownTable = (grain: Grain): CanonicalTable => GRAIN_TABLES[grain][0]!;

/** What is left of a column's protection in another role (M14): an id gets a pseudonym, a date or a number can have none. */
function protectionIn(grain: Grain, role: Role, protect: Protection | undefined): Protection | undefined {
  const type = role === 'attribute' ? 'text' : typeOfRole(grain, role);
  if (type === 'id') return protect && 'pseudonym';
  return type === 'text' || type === 'category' ? protect : undefined;
}

function placeColumn(grain: Grain, column: ColumnMapping, role: Role, attributeOf?: CanonicalTable): ColumnMapping {
  const { header, parse, personal, nulls, misfits } = column;
  const protect = role === 'skip' ? undefined : protectionIn(grain, role, column.protect);
  const kept = {
    header,
    ...(personal ? { personal } : {}),
    ...(protect ? { protect } : {}),
    ...(nulls ? { nulls } : {}),
    ...(misfits ? { misfits } : {}),
  };
  if (role !== 'attribute') return { ...kept, role, parse: role === 'skip' ? parse : parseFor(grain, role, parse) };
  const table = attributeOf && GRAIN_TABLES[grain].includes(attributeOf) ? attributeOf : ownTable(grain);
  return { ...kept, role, attributeOf: table, parse };
}

/** The mapping with one column's role changed. A role that another column held is taken from it: that one becomes an attribute. */
export function changeRole(mapping: Mapping, header: string, role: Role, attributeOf?: CanonicalTable): Mapping {
  const { grain } = mapping;
  const columns = mapping.columns.map((column) => {
    if (column.header === header) return placeColumn(grain, column, role, attributeOf ?? column.attributeOf);
    const loses = role !== 'attribute' && role !== 'skip' && column.role === role;
    return loses ? placeColumn(grain, column, 'attribute') : column;
  });
  return { ...mapping, columns };
}

/**
 * The mapping with every column that has no role loaded as an attribute of the table that was proposed for it, or none of them (M12).
 * Personal columns stay as they are.
 */
export function changeUnused(mapping: Mapping, load: boolean, suggestions: readonly RoleSuggestion[]): Mapping {
  const [from, to] = load ? (['skip', 'attribute'] as const) : (['attribute', 'skip'] as const);
  const tables = new Map(suggestions.map(({ header, attributeOf }) => [header, attributeOf]));
  const columns = mapping.columns.map((column) =>
    column.role === from && !column.personal ? placeColumn(mapping.grain, column, to, tables.get(column.header)) : column,
  );
  return { grain: mapping.grain, columns };
}

/** Roles that are the same thing of an order, a deal and a contract. */
const TWINS: readonly (readonly Role[])[] = [
  ['order_id', 'opportunity_id', 'contract_id'],
  ['ordered_at', 'closed_at', 'signed_at'],
  ['net_amount', 'amount'],
  ['status', 'outcome'],
];
const twinIn = (grain: Grain, role: Role): Role | undefined =>
  TWINS.find((twins) => twins.includes(role))?.find((twin) => tableOfRole(grain, twin));

/** The mapping with what one row is changed. Roles without a place in the new tables give way to their twins there, or are looked for again by the headers. */
export function changeGrain(mapping: Mapping, grain: Grain): Mapping {
  const kept = new Set(mapping.columns.filter((column) => tableOfRole(grain, column.role)).map((column) => column.role));
  const columns = mapping.columns.map((column) => {
    if (column.role === 'skip') return column;
    if (tableOfRole(grain, column.role)) return placeColumn(grain, column, column.role);
    const twin = twinIn(grain, column.role);
    if (twin && !kept.has(twin)) {
      kept.add(twin);
      return placeColumn(grain, column, twin);
    }
    const named = [...matchHeader(column.header)]
      .filter(([role]) => tableOfRole(grain, role) && !kept.has(role))
      .sort(([, one], [, other]) => other.score - one.score)[0];
    const role = column.role !== 'attribute' || named?.[1].exact ? named?.[0] : undefined;
    if (role) kept.add(role);
    return placeColumn(grain, column, role ?? 'attribute', column.attributeOf);
  });
  return { ...mapping, grain, columns };
}

const roleText = (role: Exclude<Role, 'attribute' | 'skip'>) => ({ key: `import_role_${role}` }) as const;

/** What must be put right before a file with this mapping can be loaded, each issue with the path of its column. */
export function mappingProblems(mapping: Mapping): readonly Issue[] {
  return [...findMissing(mapping), ...findTwice(mapping)];
}

function findMissing(mapping: Mapping): readonly Issue[] {
  const { grain } = mapping;
  const held = new Set(mapping.columns.map((column) => column.role));
  const issues: Issue[] = [];
  const sells = grain === 'order' || grain === 'order_line';
  // A file of lines whose orders stand in another file has neither date nor customer of its own.
  const linesOnly = grain === 'order_line' && held.has('order_id') && !held.has('customer_id') && !held.has('ordered_at');
  if (sells && !linesOnly) {
    if (!held.has('ordered_at')) issues.push({ code: 'issue_mapping_no_date' });
    if (!held.has('customer_id')) issues.push({ code: 'issue_mapping_no_customer' });
  }
  if (grain === 'order_line' && !held.has('order_id'))
    issues.push({ code: 'issue_mapping_missing', values: { role: roleText('order_id') } });
  if (sells) return issues;
  for (const column of CANONICAL[GRAIN_TABLES[grain][0]!]) {
    if (!('required' in column) || held.has(column.name) || NOT_MISSED.has(column.name)) continue;
    if (column.name === 'customer_id') issues.push({ code: 'issue_mapping_no_customer' });
    else issues.push({ code: 'issue_mapping_missing', values: { role: roleText(column.name) } });
  }
  return issues;
}

/** Ids that are made from the record number where a file has none, and the date without which answers can be asked as well (M19). */
const NOT_MISSED: ReadonlySet<string> = new Set(['order_id', 'response_id', 'responded_at']);

function findTwice(mapping: Mapping): readonly Issue[] {
  const first = new Map<Role, string>();
  return mapping.columns.flatMap(({ header, role }, at): Issue[] => {
    if (role === 'attribute' || role === 'skip') return [];
    const earlier = first.get(role);
    if (earlier === undefined) {
      first.set(role, header);
      return [];
    }
    return [{ code: 'issue_mapping_role_twice', values: { first: earlier, second: header, role: roleText(role) }, path: ['columns', at] }];
  });
}
