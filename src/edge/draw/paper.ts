import { TOKENS } from '#core/chart/tokens';
import { themeParams } from './theme';

/** The colours of a theme at a place of the page, by token. */
function coloursAt(place: Element, theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const probe = document.createElement('i');
  probe.dataset.theme = theme;
  probe.hidden = true;
  place.append(probe);
  const colours = new Map(themeParams(theme, probe).map(({ name, value }) => [name as string, value.toLowerCase()]));
  probe.remove();
  return colours;
}

/** Dark colours with the light ones of the same token. No dark colour stands for two light ones (test). */
export function lightOf(place: Element): ReadonlyMap<string, string> {
  const [dark, light] = [coloursAt(place, 'dark'), coloursAt(place, 'light')];
  return new Map(TOKENS.map((token) => [dark.get(token)!, light.get(token)!]));
}

/**
 * Gives a drawn chart the colours of paper at once: a browser prints what stands on the page when it asks, and a chart that is drawn anew comes
 * too late. Returns the way back. A colour that is no token's, as between two steps of a scale, stays.
 */
export function paintForPaper(stage: Element): () => void {
  const light = lightOf(stage);
  const changed: { readonly mark: Element; readonly name: string; readonly colour: string }[] = [];
  for (const name of ['fill', 'stroke'])
    for (const mark of stage.querySelectorAll(`svg [${name}]`)) {
      const colour = mark.getAttribute(name)!;
      const paper = light.get(colour.toLowerCase());
      if (paper === undefined || paper === colour) continue;
      changed.push({ mark, name, colour });
      mark.setAttribute(name, paper);
    }
  return () => changed.forEach(({ mark, name, colour }) => mark.setAttribute(name, colour));
}
