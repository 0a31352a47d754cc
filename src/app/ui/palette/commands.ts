import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import type { Workspace } from '#app/session/types';

export const COMMAND_GROUPS = ['go', 'data', 'report', 'page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];
/** Sheets of the shell that a command may open. */
export type Sheet = 'palette' | 'keys' | 'open_report' | 'clear';

/** What a command may touch: the workspace and the shell around it. */
export interface CommandContext {
  readonly workspace: Workspace;
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
  can?(workspace: Workspace): boolean;
  run(context: CommandContext): void;
}

type Message = (values: Record<string, never>, options: { locale: Locale }) => string;
const words = (message: Message) => (locale: Locale) => message({}, { locale });
const hasReport = (workspace: Workspace) => workspace.report !== null;
const mayEdit = (workspace: Workspace) => hasReport(workspace) && !workspace.readOnly;

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
  { id: 'clear', group: 'page', label: words(m.command_clear), run: ({ open }) => open('clear') },
];

/** The commands that can be used now, with one more for each question that may be added to the report. */
export function usableCommands(workspace: Workspace): readonly Command[] {
  const cells = mayEdit(workspace)
    ? workspace.catalogue.map((entry): Command => ({
        id: `add_${entry.kind}`,
        group: 'report',
        label: (locale) => m.command_add_cell({ question: workspace.say(entry.question) }, { locale }),
        run: (context) => {
          context.workspace.setScreen('report');
          void context.workspace.addAnalysis(entry.kind, context.workspace.report?.cells.length ?? 0);
        },
      }))
    : [];
  return [...commands.filter((command) => command.can?.(workspace) ?? true), ...cells];
}
