import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './page';

/** A generator of numbers in [0, 1) that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An edit that promises to be kept once it is this old, ms. */
const PROMISE_MS = 1000;

/** What one kill showed. */
export interface Kill {
  /** From the last edit to the kill, ms. */
  readonly after: number;
  /** How many edits were older than a second at the kill. */
  readonly due: number;
  /** Edits older than a second that were not there afterwards. */
  readonly lost: number;
  /** Edits younger than a second that were there all the same. */
  readonly early: number;
}

/** Ends the renderer process of a page as a crash does: nothing in it gets another turn. */
export async function killTab(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const gone = page.waitForEvent('crash');
  const at = Date.now();
  // Never answered: who would answer is gone.
  session.send('Page.crash').catch(() => undefined);
  await gone;
  await page.close();
  return at;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Opens the page again and gives the title of the report that stands there, after making sure that it is whole. */
async function titleAfter(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Notebook' })).toBeVisible();
  await expect(page.getByText(/could not be read/)).toHaveCount(0);
  return (await heading(page).innerText()).trim();
}

/**
 * Opens the report, edits its title some times, kills the tab `delay` ms after the last edit, and looks at what is there when it is opened
 * again. Every second edit is only typed, and the field never left. `prepare` may break the page first.
 */
export async function editAndKill(
  context: BrowserContext,
  address: string,
  { round, pauses, delay, prepare }: { round: number; pauses: readonly number[]; delay: number; prepare?: (page: Page) => Promise<void> },
): Promise<Kill> {
  const page = await context.newPage();
  await prepare?.(page);
  await titleAfter(page, address);
  await page.getByRole('button', { name: 'Notebook' }).click();
  const field = page.getByLabel('Title of the report');
  const edits: { title: string; at: number }[] = [];
  for (const [index, pause] of pauses.entries()) {
    const title = `round ${round} edit ${index}`;
    await field.fill(title);
    if ((round + index) % 2 === 0) await page.keyboard.press('Enter');
    edits.push({ title, at: Date.now() });
    await page.waitForTimeout(index === pauses.length - 1 ? delay : pause);
  }
  const killed = await killTab(page);
  const again = await context.newPage();
  const title = await titleAfter(again, address);
  await again.close();
  const kept = edits.findIndex((edit) => edit.title === title) + 1;
  const due = edits.filter(({ at }) => killed - at > PROMISE_MS).length;
  return { after: killed - edits.at(-1)!.at, due, lost: Math.max(0, due - kept), early: Math.max(0, kept - due) };
}

/** Lets every write of the page into its database reach it only after this long. For `addInitScript`. */
export function delayWrites(milliseconds: number): void {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    const { name } = this;
    const database = this.transaction.db;
    setTimeout(() => put.call(database.transaction(name, 'readwrite').objectStore(name), value, key), milliseconds);
    return this.get(key ?? 0) as IDBRequest<IDBValidKey>;
  };
}
