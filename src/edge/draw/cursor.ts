import type { Part } from '#core/model/presentation';

/** What Vega's SVG renderer hangs on a mark's element. */
interface MarkElement extends SVGElement {
  readonly __data__?: { readonly datum?: { readonly part?: unknown } };
}

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

const marksIn = (root: Element): MarkElement[] => [
  ...root.querySelectorAll<MarkElement>('[role="graphics-symbol"][aria-label]:not([aria-roledescription="axis"])'),
];

/** The place of a mark or of the text over it: its datum's `part`, written as JSON. */
export function partOf(datum: unknown): Part | null {
  const part = (datum as { part?: unknown } | null | undefined)?.part;
  if (typeof part !== 'string') return null;
  try {
    return JSON.parse(part) as Part;
  } catch {
    return null;
  }
}

function centre(mark: Element): readonly [number, number] {
  const box = mark.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The nearest mark in a direction; a step sideways counts three times. */
function nearest(from: MarkElement, marks: readonly MarkElement[], [dx, dy]: readonly [number, number]): MarkElement | undefined {
  const [x, y] = centre(from);
  let best: MarkElement | undefined;
  let least = Infinity;
  for (const mark of marks) {
    const [markX, markY] = centre(mark);
    const along = (markX - x) * dx + (markY - y) * dy;
    if (along <= 0.5) continue;
    const distance = along + 3 * Math.abs((markX - x) * dy + (markY - y) * dx);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}

/**
 * The keyboard's data cursor: one mark is in the tab order, arrows move to its neighbours, Home and End to the ends, Enter chooses
 * it, with Shift beside others. Screen readers read the mark's own label as it takes the focus.
 */
export function attachCursor(root: HTMLElement, onPart: (part: Part, adds: boolean) => void): { refresh(): void; remove(): void } {
  const refresh = (): void => marksIn(root).forEach((mark, index) => mark.setAttribute('tabindex', index === 0 ? '0' : '-1'));
  const move = (from: MarkElement, to: MarkElement | undefined): void => {
    if (!to) return;
    from.setAttribute('tabindex', '-1');
    to.setAttribute('tabindex', '0');
    to.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const mark = event.target as MarkElement;
    if (mark.getAttribute?.('role') !== 'graphics-symbol' || event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = marksIn(root);
    const direction = DIRECTIONS[event.key];
    const part = partOf(mark.__data__?.datum);
    if (direction) move(mark, nearest(mark, marks, direction));
    else if (event.key === 'Home') move(mark, marks[0]);
    else if (event.key === 'End') move(mark, marks.at(-1));
    else if (event.key === 'Enter' && part) onPart(part, event.shiftKey);
    else return;
    event.preventDefault();
  };
  root.addEventListener('keydown', onKey);
  refresh();
  return { refresh, remove: () => root.removeEventListener('keydown', onKey) };
}
