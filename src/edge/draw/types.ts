import type { Locale } from '#core/messages/text';
import type { ChartView, Part } from '#core/model/presentation';

export interface DrawOptions {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  /** A mark that stands for customers was pressed or entered; `adds` with Shift. */
  onPart?(part: Part, adds: boolean): void;
  /** Marks of these parts stand in accent and the others are faded; empty or absent: all are as they are. */
  readonly selected?: readonly Part[];
}

/** A chart on screen. Updates in place when only rows changed; every promise settles. */
export interface ChartHandle {
  update(view: ChartView, options: DrawOptions): Promise<void>;
  /** SVG text with the theme's colours, without script or reference to anything outside. */
  svg(): Promise<string>;
  png(scale: number): Promise<Blob>;
  destroy(): void;
}

/** `edge/draw/mount.ts` exports it; import that file lazily. Rejects with `ChartError` when the gate refuses the spec. */
export type MountChart = (element: HTMLElement, view: ChartView, options: DrawOptions) => Promise<ChartHandle>;

/** Why a chart is not drawn; the table is shown instead. */
export class ChartError extends Error {
  constructor(
    readonly reason: 'gate' | 'timeout' | 'library',
    message: string,
  ) {
    super(message);
    this.name = 'ChartError';
  }
}
