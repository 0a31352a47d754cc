/** What a key does on the report; the shell lists them on its sheet. */
export interface KeyActions {
  move(by: 1 | -1): void;
  enter(): boolean;
  run(): void;
  toggle(): void;
  leave(): void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary, [role="graphics-symbol"], [role="switch"], [role="dialog"]') !== null;

/** Single keys of the report. They do nothing while a person types, with a modifier, or while something stands over the page; letters only where they are not turned off. */
export function onReportKey(event: KeyboardEvent, actions: KeyActions, letters: boolean): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector('[role="dialog"]:not([data-panel])')) return;
  const { key, shiftKey } = event;
  if (key === 'Enter' && shiftKey) actions.run();
  else if (key === 'Enter' && !isOnControl(event.target)) {
    if (!actions.enter()) return;
  } else if (letters && key === 'j') actions.move(1);
  else if (letters && key === 'k') actions.move(-1);
  else if (letters && key === 't') actions.toggle();
  else if (key === 'Escape') return actions.leave();
  else return;
  event.preventDefault();
}
