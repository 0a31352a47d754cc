import type { Result } from '#core/model/result';
import type { ReadReport } from '#core/report/parse';
import type { LoadDefinition } from '#app/run/types';
import { fragmentIn } from './address';
import type { Incoming } from './types';

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
