import type { TooltipHandler } from 'vega';

const OFFSET = 12;

function place(box: HTMLElement, x: number, y: number): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(x + OFFSET, window.innerWidth - width - 4);
  const top = y + OFFSET + height > window.innerHeight ? y - height - OFFSET : y + OFFSET;
  box.style.translate = `${Math.max(4, left)}px ${Math.max(4, top)}px`;
}

function write(box: HTMLElement, value: unknown): void {
  const lines = value && typeof value === 'object' ? Object.entries(value as object) : [['', value]];
  box.replaceChildren(
    ...lines.map(([name, text]) => {
      const line = document.createElement('div');
      line.textContent = name ? `${String(name)} ${String(text)}` : String(text);
      return line;
    }),
  );
}

/** A quiet box beside the pointer that writes text and nothing else (vega-tooltip would load images that a value names). */
export function createTooltip(): { handler: TooltipHandler; remove(): void } {
  const box = document.createElement('div');
  box.className = 'chart-tooltip';
  box.setAttribute('aria-hidden', 'true');
  box.hidden = true;
  document.body.append(box);
  const handler: TooltipHandler = (_handler, event, _item, value) => {
    box.hidden = value === null || value === undefined || value === '';
    if (box.hidden) return;
    write(box, value);
    place(box, event.clientX, event.clientY);
  };
  return { handler, remove: () => box.remove() };
}
