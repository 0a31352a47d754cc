/** Pixels before a press becomes a drag. */
const SLACK = 6;

interface DragOptions {
  /** What may be dropped on. */
  readonly target: string;
  /** What is under the pointer now; null beside any target and at the end. */
  readonly onOver: (target: HTMLElement | null) => void;
  readonly onDrop: (target: HTMLElement) => void;
}

const targetAt = (event: PointerEvent, selector: string): HTMLElement | null =>
  document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>(selector) ?? null;

/**
 * Lets a label be dragged with mouse or pen onto a target. Fingers scroll, and choose from the menus that every target has; so do keys.
 * An attachment: `{@attach dragTo({ … })}`.
 */
export function dragTo({ target, onOver, onDrop }: DragOptions) {
  return (node: HTMLElement): (() => void) => {
    let from: { readonly x: number; readonly y: number } | null = null;
    let ghost: HTMLElement | null = null;

    function end(): void {
      ghost?.remove();
      [from, ghost] = [null, null];
      onOver(null);
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', end);
      removeEventListener('keydown', leave, true);
    }
    function move(event: PointerEvent): void {
      if (!from || (!ghost && Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLACK)) return;
      if (!ghost) {
        ghost = node.cloneNode(true) as HTMLElement;
        ghost.setAttribute('aria-hidden', 'true');
        ghost.style.cssText = 'position:fixed;z-index:60;pointer-events:none;margin:0;opacity:.9';
        (node.closest('[role=dialog]') ?? document.body).append(ghost);
      }
      const box = ghost.parentElement!.matches('[role=dialog]') ? ghost.parentElement!.getBoundingClientRect() : { left: 0, top: 0 };
      ghost.style.left = `${event.clientX - box.left + 8}px`;
      ghost.style.top = `${event.clientY - box.top + 8}px`;
      onOver(targetAt(event, target));
      event.preventDefault();
    }
    function up(event: PointerEvent): void {
      const found = ghost ? targetAt(event, target) : null;
      end();
      if (found) onDrop(found);
    }
    function leave(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    }
    function down(event: PointerEvent): void {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      event.preventDefault();
      from = { x: event.clientX, y: event.clientY };
      addEventListener('pointermove', move);
      addEventListener('pointerup', up);
      addEventListener('pointercancel', end);
      addEventListener('keydown', leave, true);
    }
    node.addEventListener('pointerdown', down);
    return () => {
      node.removeEventListener('pointerdown', down);
      end();
    };
  };
}
