import { TOKENS, type Token } from '#core/chart/tokens';

/** `onAccent` → `--on-accent`, `ink2` → `--ink-2`. */
const cssName = (token: Token): string =>
  `--${token
    .replace(/([A-Z])/g, '-$1')
    .replace(/(\d)$/, '-$1')
    .toLowerCase()}`;

/** The page's own colours now, as Vega-Lite params named after the tokens. `onSeq` is what reads on dark steps: white, or near-black on dark themes. */
export function themeParams(theme: 'light' | 'dark', element: Element): { name: Token; value: string }[] {
  const style = getComputedStyle(element);
  return TOKENS.map((name) => {
    if (name === 'onSeq') return { name, value: theme === 'light' ? '#ffffff' : '#0e1a1f' };
    return { name, value: style.getPropertyValue(cssName(name)).trim() || 'currentColor' };
  });
}

/** The family charts are set in: the page's. */
export const themeFont = (element: Element): string => getComputedStyle(element).fontFamily || 'sans-serif';
