import { fail, succeed, type Result } from '#core/model/result';
import type { Page } from './doors';

/** The invented shop's files, as they stand in `sample-data/` and are shipped under `sample/`. */
export const SAMPLE_FILES = [
  'customers.csv',
  'orders.csv',
  'order_items.csv',
  'products.csv',
  'marketing_spend.csv',
  'app_events.csv',
  'surveys.csv',
  'tickets.csv',
];

/** Fetches the sample shop from this site. */
export async function fetchSample(page: Pick<Page, 'address' | 'fetch'>): Promise<Result<File[]>> {
  try {
    return succeed(await Promise.all(SAMPLE_FILES.map((name) => fetchFile(name, page))));
  } catch (error) {
    return fail({ code: 'issue_run_sample', values: { detail: error instanceof Error ? error.message : String(error) } });
  }
}

async function fetchFile(name: string, page: Pick<Page, 'address' | 'fetch'>): Promise<File> {
  const response = await page.fetch(new URL(`sample/${name}`, page.address()));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return new File([await response.blob()], name, { type: 'text/csv', lastModified: 0 });
}
