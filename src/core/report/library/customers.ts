import type { LibraryContent } from './types';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** A condition on the id of customers by its values. */
function namesCustomers(value: Readonly<Record<string, unknown>>): boolean {
  const { column, condition } = value;
  return column === 'customer_id' && isObject(condition) && condition['op'] !== 'is_missing' && condition['op'] !== 'is_present';
}

/** LB2: whether a filter anywhere in it, of a report, a segment or a built query, says who its customers are by their ids. */
export function listsCustomers(content: LibraryContent): boolean {
  const open: unknown[] = [content];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (!isObject(value)) continue;
    if (namesCustomers(value)) return true;
    open.push(...Object.values(value).filter((each) => isObject(each)));
  }
  return false;
}
