import type { Component } from 'svelte';
import type { Screen } from '#app/session/types';
import type { CommandContext, Sheet } from './palette/commands';

type Lazy<Props extends Record<string, unknown>> = () => Promise<{ readonly default: Component<Props> }>;

/** Every screen but the first one, loaded when it is opened. */
export const screens: Readonly<Record<Exclude<Screen, 'start'>, Lazy<{ context: CommandContext }>>> = {
  data: () => import('./data/DataScreen.svelte'),
  report: () => import('./report/ReportScreen.svelte'),
  library: () => import('./library/LibraryScreen.svelte') as unknown as ReturnType<Lazy<{ context: CommandContext }>>,
  incoming: () => import('./incoming/IncomingScreen.svelte'),
};

/** Dialogs that belong to no screen. */
export const sheets: Readonly<Record<Sheet, Lazy<{ context: CommandContext; onClose: () => void }>>> = {
  palette: () => import('./palette/Palette.svelte'),
  keys: () => import('./palette/KeysSheet.svelte'),
  open_report: () => import('./start/OpenReportDialog.svelte'),
  metrics: () => import('./report/metrics/MetricsDialog.svelte'),
  changes: () =>
    import('./report/changes/ChangesDialog.svelte') as unknown as ReturnType<Lazy<{ context: CommandContext; onClose: () => void }>>,
  versions: () =>
    import('./library/VersionsDialog.svelte') as unknown as ReturnType<Lazy<{ context: CommandContext; onClose: () => void }>>,
  lock: () => import('./lock/LockDialog.svelte'),
  clear: () => import('./palette/ClearDialog.svelte'),
};
