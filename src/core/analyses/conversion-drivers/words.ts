import type { Text } from '#core/messages/text';
import { columnIn, type DataModel } from '#core/model/data-model';
import type { CanonicalTable } from '#core/model/canonical';
import type { Trait } from './reading';

const DONE = ['orders', 'tickets', 'surveys'] as const;
const NAMED = ['orders', 'order_items', 'tickets'] as const;

/** A trait as people would call it. */
export function traitText({ kind, source, name, value }: Trait, model: DataModel): Text {
  const column: Text = { literal: columnIn(model, source as CanonicalTable, name)?.label ?? name };
  if (kind === 'customer') return { key: 'conversion_drivers_trait_customer', values: { column, value } };
  if (kind === 'entry') return { key: 'conversion_drivers_trait_entry', values: { column, value } };
  if (name === '') {
    const table = DONE.find((each) => each === source);
    return table ? { key: `conversion_drivers_done_${table}` } : { literal: source };
  }
  const table = NAMED.find((each) => each === source);
  return table
    ? { key: `conversion_drivers_done_${table}_with`, values: { column, value } }
    : { key: 'conversion_drivers_done_event', values: { value } };
}
