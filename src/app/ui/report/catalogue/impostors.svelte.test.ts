import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { LibraryItem } from '#core/report/library/types';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { COPIED, DISGUISES, impostorDocuments } from '../../../../../tests/hostile/corpus/impostors';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { teaReport } from '../../../../../tests/support/report-harness/tea-house';
import { FakeWorkspace } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

const NAME = COPIED[1].names[0];
/** One question for each disguise of the same name, and a cell that asks it. */
const definitions: CustomDefinition[] = impostorDocuments
  .filter(({ id }) => id.startsWith('impostor-cohort-en-'))
  .map((document, at) => ({ ...(JSON.parse(document.text('')) as Report).definitions![0]!, id: `d${at}` }));
const tea = teaReport('en');
const report: Report = {
  ...tea,
  definitions,
  cells: [
    ...tea.cells,
    ...definitions.map(({ id }) => ({ id: `c_${id}`, type: 'analysis', kind: 'custom', definition: id, version: 1, params: {} }) as const),
  ],
};

beforeEach(() => screen.viewport(1280, 900));

/** A badge can be seen, and its letters stand one after another from left to right on one line. */
function readsForward(badge: HTMLElement): boolean {
  const text = [...badge.childNodes].find((node) => node instanceof Text && node.data.trim() !== '') as Text;
  const places = [...text.data].flatMap((letter, at) => {
    if (letter.trim() === '') return [];
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return [range.getBoundingClientRect()];
  });
  const forward = places.every((place, at) => at === 0 || (place.left > places[at - 1]!.left && place.top === places[at - 1]!.top));
  return forward && places.length > 3 && badge.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

async function open() {
  const workspace = new ReportWorkspace({ report });
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 }).first()).toBeInTheDocument();
  return page;
}

test('OW4 in the report every cell that asks one wears the badge, whatever the name does', async () => {
  await open();
  expect(definitions).toHaveLength(Object.keys(DISGUISES).length);
  for (const { id, name } of definitions) {
    const heading = document.querySelector<HTMLElement>(`#title-c_${id}`)!;
    const badge = heading.querySelector<HTMLElement>('.own')!;
    expect([name, badge.textContent, readsForward(badge)]).toEqual([name, 'custom', true]);
    expect(heading.querySelector('style')).toBeNull();
  }
  expect(document.querySelector('#title-cohort .own')).toBeNull();
});

test('OW4 in the catalogue each stands among the report’s own with its badge, beside the prebuilt question without one', async () => {
  const page = await open();
  document.querySelector<HTMLElement>('#cell-overview')!.focus();
  await userEvent.keyboard('a');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('combobox')).toHaveFocus();
  const items = () => [...document.querySelectorAll<HTMLElement>('[role=dialog] [role=option]')].filter((each) => each.checkVisibility());
  await dialog.getByRole('combobox').fill(NAME);
  await expect
    .poll(() =>
      items()
        .filter((each) => !each.querySelector('.badge'))
        .map((each) => each.innerText),
    )
    .toEqual([NAME]);
  await dialog.getByRole('combobox').fill('custom');
  await expect.poll(() => items().length).toBeGreaterThanOrEqual(definitions.length);
  const own = items().filter((each) => each.dataset.value?.startsWith('own_'));
  expect(own).toHaveLength(definitions.length);
  for (const each of own) {
    const badge = each.querySelector<HTMLElement>('.badge')!;
    badge.scrollIntoView();
    expect([each.innerText, badge.textContent, readsForward(badge)]).toEqual([each.innerText, 'Custom', true]);
  }
});

test('OW4 on a narrow screen, where only the question that was pressed is shown, it wears the badge there', async () => {
  await screen.viewport(390, 844);
  const page = await open();
  document.querySelector<HTMLElement>('#cell-overview')!.focus();
  await userEvent.keyboard('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(`custom ${NAME.split(' ')[0]}`);
  await dialog.getByRole('option').first().click();
  await expect.poll(() => document.querySelector('[role=dialog] .side h3 .badge')?.textContent).toBe('Custom');
  expect(readsForward(document.querySelector<HTMLElement>('[role=dialog] .side h3 .badge')!)).toBe(true);
});

test('OW4 in the library and before a library is taken in, each says what it is', async () => {
  const items = definitions.map((definition): { item: LibraryItem; readOnly: boolean } => ({
    item: { id: definition.id, versions: [{ at: '2026-03-01T08:00:00.000Z', content: { kind: 'definition', definition } }] },
    readOnly: false,
  }));
  const workspace = new FakeWorkspace({ screen: 'library' });
  workspace.facts.library = { ...workspace.library, items };
  await render(App, { workspace });
  await expect.poll(() => document.querySelectorAll('main .item').length).toBe(items.length);
  const notes = [...document.querySelectorAll<HTMLElement>('main .item .note')].map((each) => each.textContent!.trim());
  for (const note of notes) expect(note).toMatch(/^Custom · /);
  workspace.facts.library = { ...workspace.library, items: [], incoming: { name: 'a.library.json', items, plan: null } };
  await expect.poll(() => document.querySelectorAll('main li h2').length).toBe(items.length);
  for (const each of document.querySelectorAll('main li > .note:first-of-type'))
    expect(each.textContent).toContain('Questions of your own · Custom');
});
