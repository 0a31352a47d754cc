import { expect, test } from 'vitest';
import { LOCALES } from '#core/messages/text';
import type { Workspace } from '#app/session/types';
import { COMMAND_GROUPS, commands, usableCommands } from './commands';

/** Only what commands ask before they are listed. */
const workspace = (facts: Partial<Workspace>): Workspace =>
  ({
    locale: 'en',
    theme: 'light',
    keep: true,
    drafts: [],
    loading: null,
    report: null,
    readOnly: false,
    canUndo: false,
    canRedo: false,
    catalogue: [],
    ...facts,
  }) as unknown as Workspace;
const idsOf = (facts: Partial<Workspace>) => usableCommands(workspace(facts)).map((command) => command.id);

test('UI16 every command has an id of its own, a known group, and a name in each language', () => {
  expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
  for (const command of commands) {
    expect(COMMAND_GROUPS).toContain(command.group);
    for (const locale of LOCALES) expect(command.label(locale)).toMatch(/\p{L}/u);
    expect(command.label('en')).not.toBe(command.label('zh-CN'));
  }
});

test('UI16 no two commands have the same keys', () => {
  const keys = commands.flatMap((command) => command.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test('UI16 only what can be used now is listed', () => {
  const empty = idsOf({});
  for (const id of ['undo', 'redo', 'go_report', 'save_report', 'load', 'cancel_load', 'language_en', 'theme_light', 'keep'])
    expect(empty).not.toContain(id);
  expect(empty).toEqual(expect.arrayContaining(['choose_files', 'language_zh', 'theme_dark', 'keep_nothing']));
  expect(idsOf({ canUndo: true })).toContain('undo');
  expect(idsOf({ keep: false })).toContain('keep');
});

test('UI16 questions may be added to a report that can be edited', () => {
  const catalogue = [{ kind: 'cohort' }] as unknown as Workspace['catalogue'];
  const report = { cells: [] } as unknown as NonNullable<Workspace['report']>;
  expect(idsOf({ catalogue, report })).toContain('add_cohort');
  expect(idsOf({ catalogue, report, readOnly: true })).not.toContain('add_cohort');
  expect(idsOf({ catalogue })).not.toContain('add_cohort');
});
