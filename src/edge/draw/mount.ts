import embed, { vega, type Result as Embedded } from 'vega-embed';
import type { ChartView, JsonObject, Part } from '#core/model/presentation';
import { boundedInterpreter } from './bounded-interpreter';
import { buildSpec, NARROW, rowsFor, specFor } from './build-spec';
import { changeRows } from './change-rows';
import { attachCursor, partOf } from './cursor';
import { DrawnRows } from './drawn-rows';
import { splitHeight } from './height';
import { localeOptions } from './locale';
import { refusingLoader } from './refusing-loader';
import { rowKindsOf } from './row-kinds';
import { showSelected } from './selected-marks';
import { createTooltip } from './tooltip';
import { ChartError, type ChartHandle, type DrawOptions, type MountChart } from './types';

/** Longest time a chart may take to appear, ms. */
const PATIENCE = 10_000;

function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChartError('timeout', `${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What makes a chart another chart, rather than the same one with other rows or of another height. */
const shapeOf = (view: ChartView, options: DrawOptions, width: number): string =>
  JSON.stringify([splitHeight(specFor(view, width)).rest, options.theme, options.locale, width < NARROW]);
const heightOf = (view: ChartView, width: number): number | null => splitHeight(specFor(view, width)).height;

class Chart implements ChartHandle {
  private embedded: Embedded | null = null;
  private shape = '';
  private drawn: ChartView['rows'] | null = null;
  /** Made when rows change for the first time. */
  private rows: DrawnRows | null = null;
  private width = 0;
  private height: number | null = null;
  private readonly tooltip = createTooltip();
  private readonly cursor: ReturnType<typeof attachCursor>;
  private readonly resizing: ResizeObserver;
  private queue: Promise<void> = Promise.resolve();
  private destroyed = false;

  constructor(
    private readonly host: HTMLElement,
    private view: ChartView,
    private options: DrawOptions,
  ) {
    this.cursor = attachCursor(host, (part, adds) => this.options.onPart?.(part, adds));
    this.resizing = new ResizeObserver(() => requestAnimationFrame(() => void this.enqueue(() => this.fit()).catch(() => undefined)));
  }

  start(): Promise<void> {
    const started = this.enqueue(() => this.draw());
    this.resizing.observe(this.host);
    return started;
  }

  update(view: ChartView, options: DrawOptions): Promise<void> {
    this.view = view;
    this.options = options;
    return this.enqueue(() => this.draw());
  }

  async svg(): Promise<string> {
    await this.queue;
    if (!this.embedded) throw new ChartError('library', 'not drawn');
    return this.embedded.view.toSVG();
  }

  async png(scale: number): Promise<Blob> {
    await this.queue;
    if (!this.embedded) throw new ChartError('library', 'not drawn');
    const canvas = await this.embedded.view.toCanvas(scale);
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new ChartError('library', 'canvas'))), 'image/png'),
    );
  }

  destroy(): void {
    this.destroyed = true;
    this.resizing.disconnect();
    this.cursor.remove();
    this.tooltip.remove();
    this.embedded?.finalize();
    this.embedded = null;
    this.host.replaceChildren();
  }

  /** One change at a time, in the order asked; a failed one does not stop the next. */
  private enqueue(work: () => Promise<void>): Promise<void> {
    const next = this.queue.catch(() => undefined).then(() => (this.destroyed ? undefined : withPatience(work())));
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async fit(): Promise<void> {
    const width = this.host.clientWidth;
    if (width === 0 || Math.abs(width - this.width) < 1) return;
    const crossed = width < NARROW !== this.width < NARROW;
    this.width = width;
    if (!this.embedded || (crossed && this.view.narrow)) return this.draw();
    const signals = this.embedded.view.getState({ signals: (name) => name === 'width', data: () => false }).signals as object;
    if ('width' in signals) await this.embedded.view.signal('width', width).runAsync();
    this.refresh();
  }

  private refresh(): void {
    this.cursor.refresh();
    showSelected(this.host, this.options.selected);
  }

  private async draw(): Promise<void> {
    // Asking for the width lays out the page; of a drawn chart the observer tells it.
    if (!this.embedded) this.width = this.host.clientWidth || this.width;
    const shape = shapeOf(this.view, this.options, this.width);
    if (this.embedded && shape === this.shape) {
      if (this.drawn === this.view.rows && this.height === heightOf(this.view, this.width)) return this.refresh();
      await this.change(this.embedded);
    } else {
      await this.embed(shape, buildSpec(this.view, this.options, this.host, this.width));
    }
    this.drawn = this.view.rows;
    this.height = heightOf(this.view, this.width);
    this.refresh();
  }

  /** DR1, DR5 */
  private async change({ view }: Embedded): Promise<void> {
    const [shape, drawn] = [this.shape, this.drawn ?? []];
    const rows = rowsFor(this.view, this.width);
    this.shape = '';
    this.rows ??= new DrawnRows(view.data('rows'), drawn, rowKindsOf(specFor(this.view, this.width)));
    await changeRows(view, this.rows.become(rows), heightOf(this.view, this.width));
    this.shape = shape;
  }

  private async embed(shape: string, spec: JsonObject): Promise<void> {
    const stage = document.createElement('div');
    stage.style.width = '100%';
    // The old chart stands until the new one is there, so nothing jumps.
    stage.style.cssText = 'width:100%;position:absolute;visibility:hidden';
    this.host.style.position = 'relative';
    this.host.append(stage);
    try {
      const embedded = await embed(stage, spec as never, {
        mode: 'vega-lite',
        renderer: 'svg',
        actions: false,
        ast: true,
        expr: boundedInterpreter,
        loader: refusingLoader,
        tooltip: this.tooltip.handler,
        defaultStyle: false,
        logLevel: vega.Error,
        ...localeOptions(this.options.locale),
      });
      this.embedded?.finalize();
      this.embedded = embedded;
      this.rows = null;
      this.shape = shape;
    } catch (error) {
      stage.remove();
      throw error instanceof ChartError ? error : new ChartError('library', String(error));
    }
    for (const child of [...this.host.children]) if (child !== stage) child.remove();
    stage.style.cssText = 'width:100%';
    this.listen();
  }

  private listen(): void {
    const { view } = this.embedded!;
    const part = (item: unknown): Part | null => partOf((item as { datum?: unknown } | null)?.datum);
    view.addEventListener('click', (event, item) => {
      const found = part(item);
      if (found) this.options.onPart?.(found, event.shiftKey);
    });
    view.addEventListener('mousemove', (_event, item) => {
      this.host.style.cursor = part(item) && this.options.onPart ? 'pointer' : '';
    });
  }
}

/** Draws a chart behind the gate. The one way into Vega; import this file lazily. */
export const mountChart: MountChart = async (element, view, options) => {
  const chart = new Chart(element, view, options);
  try {
    await chart.start();
  } catch (error) {
    chart.destroy();
    throw error;
  }
  return chart;
};
