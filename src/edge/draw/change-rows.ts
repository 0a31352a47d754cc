import { vega } from 'vega-embed';
import type { RowChange } from './drawn-rows';

type View = InstanceType<typeof vega.View>;

/**
 * Changes the rows of a drawn view, and the room of its axes with them.
 * Vega keeps the old order of names where rows go and come in one step, so all go before others come. `height`, in pixels, where it is another one (DR7).
 */
export async function changeRows(view: View, change: RowChange, height: number | null = null): Promise<void> {
  const changes = vega.changeset();
  if (change.exchanged) {
    await view.change('rows', vega.changeset().remove(vega.truthy)).runAsync();
    changes.insert(change.rows);
  } else {
    for (const { row, field, value } of change.modified) changes.modify(row as never, field, value);
    changes.remove(change.removed).insert(change.inserted);
  }
  if (height !== null) view.height(height);
  await view.change('rows', changes).resize().runAsync();
}
