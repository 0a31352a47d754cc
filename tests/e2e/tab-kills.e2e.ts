import { runs } from '../support/seeded';
import { openOrders } from './support/faults';
import { delayWrites, editAndKill, seededRandom, type Kill } from './support/kills';
import { expect, test, visit } from './support/page';

const { seed, numRuns } = runs(100);
const LONGEST_MS = 3000;

test(`${numRuns} tabs killed between 0 and 3 s after an edit: no edit older than a second is lost`, async ({ page, host, context }) => {
  test.setTimeout(60_000 + numRuns * 60_000);
  await visit(page, host);
  await openOrders(page);
  await page.close();
  const random = seededRandom(seed);
  const kills: Kill[] = [];
  for (let round = 0; round < numRuns; round++) {
    const pauses = Array.from({ length: 3 }, () => Math.round(random() * 900));
    // The seeded delays cover the whole span evenly, in any number of rounds.
    const delay = Math.round(((round + random()) / numRuns) * LONGEST_MS);
    kills.push(await editAndKill(context, host.url, { round, pauses, delay }));
  }
  const sum = (of: (kill: Kill) => number) => kills.reduce((total, kill) => total + of(kill), 0);
  console.log(
    `${kills.length} kills: ${sum(({ due }) => due)} edits due, ${sum(({ lost }) => lost)} lost, ${sum(({ early }) => early)} kept within the second`,
  );
  expect(kills.filter(({ lost }) => lost > 0)).toEqual([]);
  expect(sum(({ due }) => due)).toBeGreaterThan(numRuns);
});

test('the same with every write 5 s late: edits are lost, and it shows', async ({ page, host, context }) => {
  await visit(page, host);
  await openOrders(page);
  await page.close();
  const prepare = async (broken: typeof page) => void (await broken.addInitScript(delayWrites, 5000));
  const kills = [
    await editAndKill(context, host.url, { round: 0, pauses: [300, 300], delay: 1500, prepare }),
    await editAndKill(context, host.url, { round: 1, pauses: [300, 300], delay: 2900, prepare }),
  ];
  expect(kills.map(({ lost }) => lost)).toEqual([2, 2]);
});
