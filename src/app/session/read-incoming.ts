import type { Result } from '#core/model/result';
import type { ReadReport } from '#core/report/parse';
import type { LinkPlace } from '#core/report/place';
import type { LoadDefinition } from '#app/run/types';
import { fragmentIn } from './address';
import type { Incoming } from './types';

/** What stands behind the code in a link: the cell it opens at, and values of controls. */
export async function placeIn(text: string): Promise<LinkPlace> {
  const [{ NO_PLACE, readPlace }, { behindCode }] = await Promise.all([import('#core/report/place'), import('#edge/share/link')]);
  const fragment = text.trimStart().startsWith('{') ? null : fragmentIn(text);
  return fragment === null ? NO_PLACE : readPlace(behindCode(fragment));
}

/** The code of a sealed link in a text; null where there is none. A text that is a document holds none, whatever it says. */
export async function sealedCodeIn(text: string): Promise<string | null> {
  if (text.trimStart().startsWith('{')) return null;
  const { codeInFragment, isSealed } = await import('#edge/share/link');
  const code = codeInFragment(fragmentIn(text) ?? '') ?? text.trim();
  return isSealed(code) ? code : null;
}

/** Reads a report that came from outside: a document's text, the code of a link, or a whole link. Nothing of it runs. */
export async function readIncoming(
  text: string,
  from: Incoming['from'],
  definitions: () => Promise<LoadDefinition>,
): Promise<Result<ReadReport>> {
  const [{ codeInFragment }, { loadKinds }, { listKinds, readReport }, { listLinkKinds, readLinkCode }] = await Promise.all([
    import('#edge/share/link'),
    import('#app/run/definitions'),
    import('#core/report/parse'),
    import('#core/report/link/codec'),
  ]);
  const document = text.trimStart().startsWith('{');
  const code = document ? null : (codeInFragment(fragmentIn(text) ?? '') ?? (from === 'link' ? text : null));
  const names = code === null ? listKinds(text) : listLinkKinds(code);
  const kinds = await loadKinds(await definitions(), names);
  return code === null ? readReport(text, kinds) : readLinkCode(code, kinds);
}
