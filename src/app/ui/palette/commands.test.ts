import { expect, test } from 'vitest';
import { LOCALES } from '#core/messages/text';
import type { Workspace } from '#app/session/types';
import { COMMAND_GROUPS, commands, usableCommands, type ReportDoor } from './commands';

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
    lock: { state: 'none', possible: true },
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
  const locks = (facts: Partial<Workspace>) => idsOf(facts).filter((id) => id.startsWith('lock'));
  const lock = (state: string, possible = true) => ({ lock: { state, possible } as Workspace['lock'] });
  expect(locks({})).toEqual(['lock']);
  expect(locks({ keep: false })).toEqual([]);
  expect(locks(lock('none', false))).toEqual([]);
  expect(locks(lock('open'))).toEqual(['lock_manage', 'lock_now']);
});

test('UI16 questions may be added to a report that can be edited', () => {
  const catalogue = [{ kind: 'cohort' }] as unknown as Workspace['catalogue'];
  const report = { cells: [] } as unknown as NonNullable<Workspace['report']>;
  expect(idsOf({ catalogue, report })).toContain('add_cohort');
  expect(idsOf({ catalogue, report, readOnly: true })).not.toContain('add_cohort');
  expect(idsOf({ catalogue })).not.toContain('add_cohort');
});

test('UI40 what the report screen does is listed while it is open, and what needs a cell or sections only where there are some', () => {
  const report = { cells: [] } as unknown as NonNullable<Workspace['report']>;
  const nothing = () => undefined;
  const door = (onCell: boolean, sections: number): ReportDoor => ({
    shows: 'report',
    onCell,
    sections,
    presentable: true,
    show: nothing,
    openCatalogue: nothing,
    add: nothing,
    setWidth: nothing,
    stepWidth: nothing,
    move: nothing,
    fold: nothing,
    foldAll: nothing,
    present: nothing,
  });
  const listed = (at: ReportDoor | null, facts: Partial<Workspace> = {}) =>
    usableCommands(workspace({ report, ...facts }), at).map(({ id }) => id);
  const adds = ['add', 'add_text', 'add_sql', 'add_builder', 'add_control_date_range'];
  const onCells = ['narrower', 'wider', 'width_3', 'width_12', 'move_earlier', 'move_later'];
  for (const id of [...adds, ...onCells, 'fold', 'present', 'face']) expect(listed(null)).not.toContain(id);
  expect(listed(door(true, 2))).toEqual(expect.arrayContaining([...adds, ...onCells, 'fold', 'fold_all', 'unfold_all', 'present', 'face']));
  for (const id of [...onCells, 'fold', 'fold_all']) expect(listed(door(false, 0))).not.toContain(id);
  const reading = listed(door(true, 2), { readOnly: true });
  for (const id of [...adds, ...onCells]) expect(reading).not.toContain(id);
  expect(reading).toEqual(expect.arrayContaining(['fold', 'present']));
});

test('UI39 single keys are turned off or on, whichever is not so', () => {
  expect(idsOf({ singleKeys: true })).toContain('single_keys_off');
  expect(idsOf({ singleKeys: true })).not.toContain('single_keys_on');
  expect(idsOf({ singleKeys: false })).toContain('single_keys_on');
});
