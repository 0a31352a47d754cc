import { expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { Workspace } from '#app/session/types';
import { entriesOf } from './entries';
import { isFound } from './find';

const workspace = { catalogue: registry, report: null } as unknown as Workspace;
const found = (typed: string) =>
  entriesOf(workspace)
    .filter(({ words }) => isFound(words, typed))
    .map(({ id }) => id);

test('RP31 every word typed must be found, in letters from the beginning of a word', () => {
  const words = 'Net promoter (NPS) 净推荐值 e-mail';
  for (const typed of ['', ' ', 'net', 'NPS', 'promo net', '推荐', '净 nps', 'mail', 'ｎｐｓ'])
    expect(isFound(words, typed), typed).toBe(true);
  for (const typed of ['romoter', 'net csat', '推销', 'ps']) expect(isFound(words, typed), typed).toBe(false);
});

test('RP31 usual names find their questions whatever the language of the page', () => {
  expect(found('RFM')).toEqual(['question_rfm']);
  expect(found('漏斗')).toEqual(expect.arrayContaining(['question_funnel', 'question_conversion_drivers', 'question_pipeline']));
  expect(found('留存')).toEqual(expect.arrayContaining(['question_cohort', 'question_revenue_retention']));
  expect(found('复购')).toEqual(expect.arrayContaining(['question_cohort', 'question_repurchase', 'question_satisfaction_repurchase']));
  expect(found('nps')).toEqual(['question_satisfaction', 'question_satisfaction_repurchase']);
  expect(found('come back')).toEqual(['question_cohort']);
  expect(found('客户会回来')).toEqual(['question_cohort']);
  expect(found('控件')).toHaveLength(7);
  expect(found('visual')).toEqual(['builder']);
});

test('RP30 RP33 everything is listed once, own questions first, then by group', () => {
  const ids = entriesOf(workspace).map(({ id }) => id);
  expect(new Set(ids).size).toBe(registry.length + 3 + 7);
  const definition = { id: 'd1', name: 'Mine', purpose: 'For me', form: [], requires: [], steps: [{ id: 'main', sql: 'SELECT 1' }] };
  const own = entriesOf({ catalogue: registry, report: { definitions: [definition] } } as unknown as Workspace);
  expect(own[0]).toMatchObject({ id: 'own_d1', group: 'own', adds: { what: 'own', definition: 'd1' }, preview: { definition: 'd1' } });
  expect(own).toHaveLength(ids.length + 1);
});
