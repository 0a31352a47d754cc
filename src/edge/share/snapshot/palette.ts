/** Colours that differ between light and dark, as variables of a file; equal pairs are one. */
export class Palette {
  readonly #names = new Map<string, { readonly name: string; readonly light: string; readonly dark: string }>();

  /** A variable that is the first colour in light, the second in dark. */
  of(light: string, dark: string): string {
    const key = `${light}|${dark}`;
    const known = this.#names.get(key);
    if (known) return known.name;
    const name = `--c${this.#names.size + 1}`;
    this.#names.set(key, { name, light, dark });
    return name;
  }

  /** The declarations for one theme. */
  declare(theme: 'light' | 'dark'): string {
    return [...this.#names.values()].map((each) => `${each.name}:${each[theme]}`).join(';');
  }
}

const COLOURS = /\s(fill|stroke|stop-color)="([^"]*)"/g;
/** Nothing but a colour may become a variable. */
const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]+|(rgb|rgba|hsl|hsla|oklch|oklab|color)\([\d\s.,%/a-z-]*\))$/i;

/** One drawing out of two that differ in colours only; null where they differ in anything else (SN4). */
export function mergeDrawings(light: string, dark: string, palette: Palette): string | null {
  const [inLight, inDark] = [light, dark].map((svg) => [...svg.matchAll(COLOURS)]);
  if (light.replace(COLOURS, '') !== dark.replace(COLOURS, '') || inLight!.length !== inDark!.length) return null;
  let at = 0;
  let fits = true;
  const merged = light.replace(COLOURS, (whole, name: string, colour: string) => {
    const [, otherName, other = ''] = inDark![at++]!;
    if (name !== otherName) fits = false;
    if (colour === other) return whole;
    if (!COLOUR.test(colour) || !COLOUR.test(other)) fits = false;
    return ` ${name}="var(${palette.of(colour, other)})"`;
  });
  return fits ? merged : null;
}
