import { listedAs, QUESTION_GROUPS, type QuestionGroup } from '#core/analyses/catalogue';
import type { MessageKey } from '#core/messages/message-key';
import { say } from '#core/messages/say';
import { LOCALES, type Text } from '#core/messages/text';
import type { Requirement } from '#core/model/data-model';
import type { PreviewAsk, Workspace } from '#app/session/types';
import { CONTROL_TYPES, type Addable } from '../addable';

/** Headings of the catalogue in their order. */
export const CATALOGUE_GROUPS = ['own', ...QUESTION_GROUPS, 'build', 'controls'] as const;
export type CatalogueGroup = QuestionGroup | 'own' | 'build' | 'controls';

/** One line of the catalogue. */
export interface Entry {
  readonly id: string;
  readonly group: CatalogueGroup;
  readonly title: Text;
  readonly purpose: Text;
  /** Everything that it is found by, in every language. */
  readonly words: string;
  readonly requires: readonly Requirement[];
  readonly adds: Addable;
  /** How its result is asked for; null where there is none before something is written. */
  readonly preview: PreviewAsk | null;
}

const inEveryLanguage = (text: Text): string => LOCALES.map((locale) => say(text, { locale, currency: null })).join(' ');
const wordsOf = (title: Text, purpose: Text, names: readonly string[]): string =>
  [inEveryLanguage(title), inEveryLanguage(purpose), ...names].join(' ');

/** What people also call the pieces that one builds with. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  text: ['note', 'markdown', 'heading', 'section', '备注', '章节', '说明'],
  sql: ['query', 'select', 'DuckDB', '语句', '代码'],
  builder: ['visual builder', 'pivot', 'group by', 'aggregate', '可视化', '透视', '汇总', '搭建'],
  date_range: ['period', 'control', 'filter', 'parameter', '控件', '参数', '时间', '周期'],
  choice: ['drop-down', 'select', 'control', 'filter', 'parameter', '控件', '参数', '下拉'],
  multi_choice: ['checkbox', 'control', 'filter', 'parameter', '控件', '参数', '下拉'],
  number: ['slider', 'threshold', 'control', 'parameter', '控件', '参数', '阈值'],
  text_field: ['input', 'control', 'parameter', '控件', '参数', '输入框'],
  segment: ['customers', 'control', 'parameter', '控件', '参数', '人群', '分群'],
  as_of: ['date', 'control', 'parameter', '控件', '参数', '日期'],
};

function buildEntry(what: 'text' | 'sql' | 'builder'): Entry {
  const title: Text = { key: `catalogue_${what}` };
  const purpose: Text = { key: `catalogue_${what}_purpose` };
  const words = wordsOf(title, purpose, NAMES[what] ?? []);
  return { id: what, group: 'build', title, purpose, words, requires: [], adds: { what }, preview: null };
}

function controlEntry(control: (typeof CONTROL_TYPES)[number]): Entry {
  const key = `catalogue_control_${control}` as const;
  const title: Text = { key };
  const purpose: Text = { key: `${key}_purpose` as MessageKey };
  const words = wordsOf(title, purpose, NAMES[control === 'text' ? 'text_field' : control] ?? []);
  return {
    id: `control_${control}`,
    group: 'controls',
    title,
    purpose,
    words,
    requires: [],
    adds: { what: 'control', control },
    preview: null,
  };
}

/** Everything that can be added to the report, in the order of the groups (RP30, RP33). A question that nobody listed stands with the data. */
export function entriesOf(workspace: Workspace): readonly Entry[] {
  const questions = workspace.catalogue.map(({ kind, question, requires }): Entry => {
    const listed = listedAs(kind);
    const purpose = listed?.purpose ?? question;
    const words = wordsOf(question, purpose, [kind.replaceAll('_', ' '), ...(listed?.names ?? [])]);
    const group = listed?.group ?? 'data';
    return {
      id: `question_${kind}`,
      group,
      title: question,
      purpose,
      words,
      requires,
      adds: { what: 'question', kind },
      preview: { kind },
    };
  });
  const own = (workspace.report?.definitions ?? []).map(({ id, name, purpose, requires }): Entry => ({
    id: `own_${id}`,
    group: 'own',
    title: { literal: name },
    purpose: { literal: purpose },
    words: `${name} ${purpose} custom 自定义`,
    requires,
    adds: { what: 'own', definition: id },
    preview: { definition: id },
  }));
  const build = (['text', 'sql', 'builder'] as const).map(buildEntry);
  const all = [...own, ...questions, ...build, ...CONTROL_TYPES.map(controlEntry)];
  return CATALOGUE_GROUPS.flatMap((group) => all.filter((entry) => entry.group === group));
}
