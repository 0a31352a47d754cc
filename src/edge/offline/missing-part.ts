/** What the three engines of browsers say when a part of the page that is loaded late cannot be had. */
const WORDS = /dynamically imported module|importing a module script failed|unable to preload/i;

/** Whether a fault is that a part of the page, loaded late, cannot be had: no network, or the host has a new version. */
export const isMissingPart = (fault: unknown): boolean => fault instanceof Error && WORDS.test(fault.message);

/** OF8: tells each time when an action ended because a part of the page could not be had and nobody else said so. */
export function onMissingPart(target: Window, listener: () => void): void {
  target.addEventListener('unhandledrejection', (event) => {
    if (!isMissingPart(event.reason)) return;
    event.preventDefault();
    listener();
  });
}
