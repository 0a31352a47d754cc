import { columnIn, tableOf, type DataColumn, type DataModel } from '#core/model/data-model';
import type { Text } from '#core/messages/text';

/** What customers can be banded by: their orders, spend or age, the channel or store of most orders, or `customers.<column>`. */
export type Banding =
  | { readonly kind: 'values'; readonly key: string; readonly column: DataColumn }
  | { readonly kind: 'most'; readonly key: 'channel' | 'store'; readonly column: DataColumn }
  | {
      readonly kind: 'number';
      readonly key: string;
      readonly of: 'orders' | 'spend' | 'age' | 'column';
      readonly column: DataColumn | null;
      /** Null: five equal parts by rank (PF3). */
      readonly cuts: readonly number[] | null;
    };

const USUAL = { orders: [2, 3, 5, 10], age: [18, 25, 35, 45, 55, 65] } as const;
/** Five equal parts by rank. */
export const PARTS = 5;

const NUMBERS: ReadonlySet<string> = new Set(['number', 'money', 'score']);
const own = (key: string): string | null => (key.startsWith('customers.') ? key.slice('customers.'.length) : null);
const isGrouping = ({ type, attribute, values }: DataColumn): boolean =>
  type === 'category' || type === 'boolean' || (attribute && !NUMBERS.has(type) && values.length > 0);
const knowsAge = (model: DataModel): boolean => ['birth_date', 'age'].some((name) => columnIn(model, 'customers', name) !== undefined);

/** How customers are banded by a key, or null where the data do not hold it. Own cut points only concern numbers. */
export function bandingOf(key: string, cuts: readonly number[], model: DataModel): Banding | null {
  const given = cuts.length > 0 ? cuts : null;
  if (key === 'orders') return { kind: 'number', key, of: 'orders', column: null, cuts: given ?? USUAL.orders };
  if (key === 'spend') return { kind: 'number', key, of: 'spend', column: null, cuts: given };
  if (key === 'age') return knowsAge(model) ? { kind: 'number', key, of: 'age', column: null, cuts: given ?? USUAL.age } : null;
  if (key === 'channel' || key === 'store') {
    const column = columnIn(model, 'orders', key);
    return column ? { kind: 'most', key, column } : null;
  }
  const name = own(key);
  const column = name === null ? undefined : columnIn(model, 'customers', name);
  if (!column) return null;
  if (NUMBERS.has(column.type)) return { kind: 'number', key, of: 'column', column, cuts: given };
  return isGrouping(column) ? { kind: 'values', key, column } : null;
}

/** Bands made of what is compared are not tested (PF9). */
export const isCircular = (banding: Banding): boolean => banding.key === 'orders' || banding.key === 'spend';

/** Everything the data let customers be banded by, who they are first. */
export function bandingKeys(model: DataModel): string[] {
  const columns = tableOf(model, 'customers')?.columns ?? [];
  const named = columns
    .filter((column) => column.name !== 'age' && (isGrouping(column) || NUMBERS.has(column.type)))
    .map((column) => `customers.${column.name}`);
  return [...named, ...(knowsAge(model) ? ['age'] : []), 'orders', 'spend', 'channel', 'store'].filter(
    (key) => bandingOf(key, [], model) !== null,
  );
}

/** What a banding is called: the user's own header, or ours. */
export function bandingText(key: string, model: DataModel): Text {
  if (key === 'orders' || key === 'spend' || key === 'age' || key === 'channel' || key === 'store') return { key: `profile_by_${key}` };
  return { literal: columnIn(model, 'customers', own(key) ?? '')?.label ?? key };
}

/** The same within a sentence. */
export const bandingInText = (key: string, model: DataModel): Text =>
  key === 'orders' || key === 'spend' || key === 'age' || key === 'channel' || key === 'store'
    ? { key: `profile_in_${key}` }
    : bandingText(key, model);

/** Whether the data say the category of what was bought. */
export const knowsCategories = (model: DataModel): boolean =>
  columnIn(model, 'order_items', 'category') !== undefined ||
  (columnIn(model, 'order_items', 'product_id') !== undefined && columnIn(model, 'products', 'category') !== undefined);

/** What a fresh cell is banded by: where customers live, who they are, then what they do. */
export function suggestedKey(model: DataModel): string {
  const wanted = ['region', 'province', 'city', 'member_tier', 'gender', 'income_band', 'occupation', 'industry', 'acquisition_source'];
  const useful = wanted.find((name) => {
    const column = columnIn(model, 'customers', name);
    return column !== undefined && column.distinct >= 2 && column.distinct <= 60;
  });
  return useful ? `customers.${useful}` : knowsAge(model) ? 'age' : 'orders';
}

/** What an index is across where nobody chose: categories of products, else the first that is not the bands themselves. */
export const crossedKey = (by: string, across: string | null, model: DataModel): string =>
  across ?? (knowsCategories(model) ? 'category' : (bandingKeys(model).find((key) => key !== by) ?? 'orders'));
