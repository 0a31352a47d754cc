import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import { CELL_WIDTHS, type Width } from '#core/report/layout';
import type { Workspace } from '#app/session/types';
import { CONTROL_TYPES, type Addable } from '../report/addable';

export const COMMAND_GROUPS = ['go', 'data', 'report', 'page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];
/** Sheets of the shell that a command may open. */
export type Sheet = 'palette' | 'keys' | 'open_report' | 'clear' | 'metrics' | 'changes' | 'versions' | 'lock';

/** What the report screen does for commands while it is open. */
export interface ReportDoor {
  readonly shows: 'report' | 'notebook';
  /** There is a cell to act on: the one where the keyboard was last. */
  readonly onCell: boolean;
  readonly sections: number;
  /** There is something to present. */
  readonly presentable: boolean;
  show(face: 'report' | 'notebook'): void;
  openCatalogue(): void;
  /** After the cell where the keyboard was, else at the end. */
  add(asked: Addable): void;
  setWidth(width: Width): void;
  stepWidth(by: -1 | 1): void;
  move(by: -1 | 1): void;
  fold(): void;
  foldAll(folds: boolean): void;
  present(): void;
}

/** What a command may touch: the workspace and the shell around it. */
export interface CommandContext {
  readonly workspace: Workspace;
  /** Null while another screen is open. */
  readonly report: ReportDoor | null;
  /** Called by the report screen as it opens, and with null as it closes. */
  attach(report: ReportDoor | null): void;
  open(sheet: Sheet): void;
  chooseFiles(): void;
  chooseFolder(): void;
}

/** One line of the palette. Later rooms add theirs to the table below. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  label(locale: Locale): string;
  /** As tinykeys writes them; `$mod` is Ctrl or Cmd. */
  readonly keys?: string;
  /** May be used now. Absent = always. */
  can?(workspace: Workspace, report: ReportDoor | null): boolean;
  run(context: CommandContext): void;
}

type Message = (values: Record<string, never>, options: { locale: Locale }) => string;
const words = (message: Message) => (locale: Locale) => message({}, { locale });
const hasReport = (workspace: Workspace) => workspace.report !== null;
const mayEdit = (workspace: Workspace) => hasReport(workspace) && !workspace.readOnly;

const onCell = (workspace: Workspace, report: ReportDoor | null) => mayEdit(workspace) && report !== null && report.onCell;
const mayAdd = (workspace: Workspace, report: ReportDoor | null) => mayEdit(workspace) && report !== null;
const hasSections = (_workspace: Workspace, report: ReportDoor | null) => (report?.sections ?? 0) > 0;
/** One by one, so that the first page does not carry every message. */
const CONTROL_WORDS = {
  date_range: m.catalogue_control_date_range,
  choice: m.catalogue_control_choice,
  multi_choice: m.catalogue_control_multi_choice,
  number: m.catalogue_control_number,
  text: m.catalogue_control_text,
  segment: m.catalogue_control_segment,
  as_of: m.catalogue_control_as_of,
};
const WIDTH_WORDS = { 3: m.cell_width_3, 4: m.cell_width_4, 6: m.cell_width_6, 8: m.cell_width_8, 12: m.cell_width_12 };
type WithReport = Omit<Command, 'group' | 'run'> & { run(report: ReportDoor): void };
/** A command that the report screen carries out. */
const ofReport = ({ run, ...rest }: WithReport): Command => ({
  ...rest,
  group: 'report',
  run: ({ report }) => void (report && run(report)),
});

/** What can be done to the open report and its cells. */
const reportCommands: readonly Command[] = [
  ofReport({ id: 'add', label: words(m.command_add_open), keys: 'a', can: mayAdd, run: (report) => report.openCatalogue() }),
  ofReport({ id: 'add_text', label: words(m.command_add_text), can: mayAdd, run: (report) => report.add({ what: 'text' }) }),
  ofReport({ id: 'add_sql', label: words(m.command_add_sql), can: mayAdd, run: (report) => report.add({ what: 'sql' }) }),
  ofReport({ id: 'add_builder', label: words(m.command_add_builder), can: mayAdd, run: (report) => report.add({ what: 'builder' }) }),
  ...CONTROL_TYPES.map((control) =>
    ofReport({
      id: `add_control_${control}`,
      label: (locale) => m.command_add_control({ kind: CONTROL_WORDS[control]({}, { locale }) }, { locale }),
      can: mayAdd,
      run: (report) => report.add({ what: 'control', control }),
    }),
  ),
  ofReport({ id: 'narrower', label: words(m.command_narrower), keys: '[', can: onCell, run: (report) => report.stepWidth(-1) }),
  ofReport({ id: 'wider', label: words(m.command_wider), keys: ']', can: onCell, run: (report) => report.stepWidth(1) }),
  ...CELL_WIDTHS.map((width) =>
    ofReport({
      id: `width_${width}`,
      label: (locale) => m.command_width_to({ width: WIDTH_WORDS[width]({}, { locale }) }, { locale }),
      can: onCell,
      run: (report) => report.setWidth(width),
    }),
  ),
  ofReport({
    id: 'move_earlier',
    label: words(m.command_move_earlier),
    keys: 'Alt+ArrowUp',
    can: onCell,
    run: (report) => report.move(-1),
  }),
  ofReport({ id: 'move_later', label: words(m.command_move_later), keys: 'Alt+ArrowDown', can: onCell, run: (report) => report.move(1) }),
  ofReport({ id: 'fold', label: words(m.command_fold), keys: 'f', can: hasSections, run: (report) => report.fold() }),
  ofReport({ id: 'fold_all', label: words(m.command_fold_all), can: hasSections, run: (report) => report.foldAll(true) }),
  ofReport({ id: 'unfold_all', label: words(m.command_unfold_all), can: hasSections, run: (report) => report.foldAll(false) }),
  ofReport({
    id: 'present',
    label: words(m.command_present),
    keys: 'p',
    can: (_workspace, report) => report !== null && report.presentable,
    run: (report) => report.present(),
  }),
  ofReport({
    id: 'face',
    label: words(m.command_face),
    keys: 'n',
    can: mayAdd,
    run: (report) => report.show(report.shows === 'report' ? 'notebook' : 'report'),
  }),
];

export const commands: readonly Command[] = [
  { id: 'go_start', group: 'go', label: words(m.command_go_start), keys: 'g s', run: ({ workspace }) => workspace.setScreen('start') },
  { id: 'go_data', group: 'go', label: words(m.command_go_data), keys: 'g d', run: ({ workspace }) => workspace.setScreen('data') },
  {
    id: 'go_report',
    group: 'go',
    label: words(m.command_go_report),
    keys: 'g r',
    can: hasReport,
    run: ({ workspace }) => workspace.setScreen('report'),
  },
  {
    id: 'go_library',
    group: 'go',
    label: words(m.command_go_library),
    keys: 'g l',
    run: ({ workspace }) => workspace.setScreen('library'),
  },
  {
    id: 'keep_report',
    group: 'report',
    label: words(m.library_save_report),
    can: hasReport,
    run: ({ workspace }) => void workspace.library.keep({ of: 'report' }),
  },
  {
    id: 'take_over',
    group: 'report',
    label: words(m.storage_take_over),
    can: (workspace) => workspace.following,
    run: ({ workspace }) => void workspace.takeOver(),
  },
  { id: 'choose_files', group: 'data', label: words(m.command_choose_files), keys: '$mod+o', run: ({ chooseFiles }) => chooseFiles() },
  { id: 'choose_folder', group: 'data', label: words(m.files_choose_folder), run: ({ chooseFolder }) => chooseFolder() },
  { id: 'open_sample', group: 'data', label: words(m.command_open_sample), run: ({ workspace }) => void workspace.openSample() },
  {
    id: 'load',
    group: 'data',
    label: words(m.command_load),
    can: (workspace) => workspace.drafts.some((draft) => draft.ledger === null && draft.mapping !== null) && workspace.loading === null,
    run: ({ workspace }) => void workspace.load(),
  },
  {
    id: 'cancel_load',
    group: 'data',
    label: words(m.command_cancel_load),
    can: (workspace) => workspace.loading !== null,
    run: ({ workspace }) => workspace.cancelLoad(),
  },
  { id: 'open_report', group: 'report', label: words(m.command_open_report), run: ({ open }) => open('open_report') },
  {
    id: 'undo',
    group: 'report',
    label: words(m.command_undo),
    keys: '$mod+z',
    can: (workspace) => workspace.canUndo,
    run: ({ workspace }) => workspace.undo(),
  },
  {
    id: 'redo',
    group: 'report',
    label: words(m.command_redo),
    keys: '$mod+Shift+z',
    can: (workspace) => workspace.canRedo,
    run: ({ workspace }) => workspace.redo(),
  },
  {
    id: 'save_report',
    group: 'report',
    label: words(m.command_save_report),
    can: hasReport,
    run: ({ workspace }) => workspace.saveReportFile(),
  },
  {
    id: 'export_results',
    group: 'report',
    label: words(m.command_export_results),
    can: hasReport,
    run: ({ workspace }) => workspace.exportResults(),
  },
  ...reportCommands,
  { id: 'versions', group: 'report', label: words(m.versions_command), can: hasReport, run: ({ open }) => open('versions') },
  { id: 'changes', group: 'report', label: words(m.changes_command), can: hasReport, run: ({ open }) => open('changes') },
  { id: 'metrics', group: 'report', label: words(m.command_metrics), can: mayEdit, run: ({ open }) => open('metrics') },
  { id: 'palette', group: 'page', label: words(m.command_palette), keys: '$mod+k', run: ({ open }) => open('palette') },
  { id: 'keys', group: 'page', label: words(m.command_keys), keys: '?', run: ({ open }) => open('keys') },
  {
    id: 'language_en',
    group: 'page',
    label: words(m.command_language_en),
    can: (workspace) => workspace.locale !== 'en',
    run: ({ workspace }) => workspace.setLocale('en'),
  },
  {
    id: 'language_zh',
    group: 'page',
    label: words(m.command_language_zh),
    can: (workspace) => workspace.locale !== 'zh-CN',
    run: ({ workspace }) => workspace.setLocale('zh-CN'),
  },
  ...(['light', 'dark', 'system'] as const).map((theme): Command => ({
    id: `theme_${theme}`,
    group: 'page',
    label: words({ light: m.command_theme_light, dark: m.command_theme_dark, system: m.command_theme_system }[theme]),
    can: (workspace) => workspace.theme !== theme,
    run: ({ workspace }) => workspace.setTheme(theme),
  })),
  {
    id: 'single_keys_off',
    group: 'page',
    label: words(m.command_single_off),
    can: (workspace) => workspace.singleKeys,
    run: ({ workspace }) => workspace.setSingleKeys(false),
  },
  {
    id: 'single_keys_on',
    group: 'page',
    label: words(m.command_single_on),
    can: (workspace) => !workspace.singleKeys,
    run: ({ workspace }) => workspace.setSingleKeys(true),
  },
  {
    id: 'keep_nothing',
    group: 'page',
    label: words(m.command_keep_nothing),
    can: (workspace) => workspace.keep,
    run: ({ workspace }) => void workspace.setKeep(false),
  },
  {
    id: 'keep',
    group: 'page',
    label: words(m.command_keep),
    can: (workspace) => !workspace.keep,
    run: ({ workspace }) => void workspace.setKeep(true),
  },
  {
    id: 'lock',
    group: 'page',
    label: words(m.command_lock),
    can: ({ keep, lock }) => keep && lock.possible && lock.state === 'none',
    run: ({ open }) => open('lock'),
  },
  {
    id: 'lock_manage',
    group: 'page',
    label: words(m.lock_manage),
    can: ({ lock }) => lock.state === 'open',
    run: ({ open }) => open('lock'),
  },
  {
    id: 'lock_now',
    group: 'page',
    label: words(m.lock_now),
    can: ({ lock }) => lock.state === 'open',
    run: ({ workspace }) => void workspace.lock.lockNow(),
  },
  { id: 'clear', group: 'page', label: words(m.command_clear), run: ({ open }) => open('clear') },
];

/** The commands that can be used now, with one more for each question that may be added to the report. */
export function usableCommands(workspace: Workspace, report: ReportDoor | null = null): readonly Command[] {
  const cells = mayEdit(workspace)
    ? workspace.catalogue.map((entry): Command => ({
        id: `add_${entry.kind}`,
        group: 'report',
        label: (locale) => m.command_add_cell({ question: workspace.say(entry.question) }, { locale }),
        run: (context) => {
          if (context.report) return context.report.add({ what: 'question', kind: entry.kind });
          context.workspace.setScreen('report');
          void context.workspace.addAnalysis(entry.kind, context.workspace.report?.cells.length ?? 0);
        },
      }))
    : [];
  return [...commands.filter((command) => command.can?.(workspace, report) ?? true), ...cells];
}
