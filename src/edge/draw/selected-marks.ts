import { partKey } from '#core/model/part-key';
import type { Part } from '#core/model/presentation';
import { partOf } from './cursor';

/** A mark as Vega's SVG renderer makes it, where it is one of its own for each row. */
interface Mark extends SVGElement {
  readonly __data__?: { readonly datum?: unknown };
}

/** Lines and areas are one element for many rows, and stay as they are. */
const ONE_A_ROW = ['rect', 'symbol', 'arc', 'text', 'rule', 'path', 'shape'].map((type) => `.mark-${type}.role-mark > *`).join();
const FADED = '0.28';
/** Pictures on which something is shown as selected. */
const marked = new WeakSet<Element>();

/**
 * Shows which marks are selected, on the drawn picture itself: nothing is drawn anew. Styles lie over the attributes that Vega writes, and
 * are taken back with an empty list.
 */
export function showSelected(host: Element, selected: readonly Part[] = []): void {
  const wanted = new Set(selected.map(partKey));
  if (wanted.size === 0 && !marked.delete(host)) return;
  if (wanted.size > 0) marked.add(host);
  for (const mark of host.querySelectorAll<Mark>(ONE_A_ROW)) {
    const part = wanted.size > 0 ? partOf(mark.__data__?.datum) : null;
    const chosen = part !== null && wanted.has(partKey(part));
    mark.style.opacity = part && !chosen ? FADED : '';
    const outlined = chosen && mark.tagName !== 'text';
    mark.style.stroke = outlined ? 'var(--accent)' : '';
    mark.style.strokeWidth = outlined ? '2px' : '';
    if (outlined && mark.getAttribute('role') === 'graphics-symbol') mark.setAttribute('aria-current', 'true');
    else mark.removeAttribute('aria-current');
  }
}
