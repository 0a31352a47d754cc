import { tick } from 'svelte';
import { stepWidth, storedWidth, widthOf, type Width } from '#core/report/layout';
import { sectionsOf } from '#core/report/sections';
import type { Cell } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import type { ReportDoor } from '../palette/commands';
import { addTo, placeAfter } from './add';
import type { Addable } from './addable';
import type { ReportFace } from './face.svelte';
import { moveEdit, visibleCells } from './reorder';

/** The palette gives the focus back when it closes; what takes it comes after that. */
const afterwards = (action: () => void): void => void setTimeout(action);

/** UI40: what commands can do while the report is open. They act on the cell where the keyboard was last. */
export class OpenReport implements ReportDoor {
  constructor(
    private readonly workspace: Workspace,
    private readonly face: ReportFace,
  ) {}

  get shows(): 'report' | 'notebook' {
    return this.face.face;
  }
  get onCell(): boolean {
    return this.#cell !== undefined;
  }
  get sections(): number {
    return sectionsOf(this.#cells).length;
  }
  get presentable(): boolean {
    return this.#cells.length > 0;
  }

  show(face: 'report' | 'notebook'): void {
    this.face.face = face;
  }

  openCatalogue(): void {
    const place = placeAfter(this.workspace, this.face);
    afterwards(() => (this.face.adding = place));
  }

  add(asked: Addable): void {
    const place = placeAfter(this.workspace, this.face);
    afterwards(() => void addTo(this.workspace, this.face, asked, place));
  }

  setWidth(width: Width): void {
    const cell = this.#cell;
    if (!cell) return;
    if (width !== widthOf(cell)) this.workspace.edit({ op: 'set_width', id: cell.id, width: storedWidth(width) });
    this.face.said = this.workspace.say({ key: 'cell_width_said', values: { width: { key: `cell_width_${width}` } } });
    this.#stay(cell.id);
  }

  stepWidth(by: -1 | 1): void {
    if (this.#cell) this.setWidth(stepWidth(widthOf(this.#cell), by));
  }

  move(by: -1 | 1): void {
    const cell = this.#cell;
    if (!cell) return;
    const order = visibleCells(this.#cells, this.face.folded);
    const to = order.findIndex(({ id }) => id === cell.id) + by;
    const edit = to < 0 || to >= order.length ? null : moveEdit(this.#cells, this.face.folded, cell.id, to);
    if (!edit) return;
    this.workspace.edit(edit);
    this.face.reveal(this.#cells, cell.id);
    this.face.said = this.workspace.say({ key: 'cell_moved', values: { n: to + 1, count: order.length } });
    this.#stay(cell.id);
  }

  /** The section that the cell begins, else the innermost that it stands in. */
  fold(): void {
    const at = this.face.current;
    const section =
      sectionsOf(this.#cells).find(({ id }) => id === at) ?? sectionsOf(this.#cells).findLast(({ cells }) => cells.includes(at ?? ''));
    if (!section) return;
    this.face.fold(section.id);
    const key = this.face.folded.includes(section.id) ? 'section_folded' : 'section_unfolded';
    this.face.said = this.workspace.say({ key, values: { n: section.cells.length } });
    this.#stay(section.id);
  }

  foldAll(folds: boolean): void {
    this.face.folded = folds ? sectionsOf(this.#cells).map(({ id }) => id) : [];
  }

  present(): void {
    const from = this.face.current;
    afterwards(() => (this.face.presenting = { from }));
  }

  get #cells(): readonly Cell[] {
    return this.workspace.report?.cells ?? [];
  }
  get #cell(): Cell | undefined {
    return this.#cells.find(({ id }) => id === this.face.current);
  }

  #stay(cellId: string): void {
    void tick().then(() => {
      const place = document.getElementById(`cell-${cellId}`);
      if (!place?.contains(document.activeElement)) place?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: 'nearest' });
    });
  }
}
