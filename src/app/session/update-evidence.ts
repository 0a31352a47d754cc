import type { UpdateEvidence } from '#core/intake/ask-update';
import type { Cover } from '#core/intake/find-cover';
import type { OpenedFile } from '#edge/load/parts';
import { keyHeader } from './key-header';
import { isOpened, lookInto } from './look-into';
import type { DraftPart, SourceDraft } from './types';

/** How many of these keys are among the loaded data of a draft; null where it is not loaded. */
export type KnownKeys = (draft: SourceDraft, keys: readonly string[]) => Promise<number | null>;

/** So many values of the key are looked up. */
const KEYS = 1000;

const widen = (covers: readonly (Cover | null)[]): Cover | null =>
  covers.reduce((all, cover) => {
    if (!cover || !all) return cover ?? all;
    return { from: cover.from < all.from ? cover.from : all.from, to: cover.to > all.to ? cover.to : all.to };
  }, null);

/** What is known of files that have the columns of a source on the screen: exactly where it is loaded, else from samples. */
export async function findEvidence(
  name: string,
  target: SourceDraft,
  files: readonly File[],
  fresh: readonly OpenedFile[],
  knownKeys: KnownKeys,
): Promise<UpdateEvidence> {
  const [{ joinFiles }, { foldHeader }] = await Promise.all([import('#core/intake/join-files'), import('#core/intake/shapes')]);
  const found = await lookInto(target.parts ?? [asPart(target)], files);
  const here = isOpened(found) ? found : [];
  const joined = joinFiles([...here, ...fresh], { keepOrder: true });
  const coversOf = (some: readonly OpenedFile[]) =>
    widen(joined.files.filter(({ file }) => some.includes(file)).map(({ covers }) => covers));
  const key = keyHeader(target);
  const keysOf = (some: readonly OpenedFile[]): Set<string> => {
    const keys = new Set<string>();
    for (const { head, further } of some) {
      const at = head.headers.findIndex((header) => key !== null && foldHeader(header) === foldHeader(key));
      for (const row of [...head.rows, ...further]) if (row[at]?.trim()) keys.add(row[at].trim());
    }
    return keys;
  };
  const looked = [...keysOf(fresh)].slice(0, KEYS);
  const loaded = key !== null && target.key === undefined && looked.length > 0 ? await knownKeys(target, looked) : null;
  const sampled = keysOf(here);
  const known = loaded ?? looked.filter((value) => sampled.has(value)).length;
  return {
    name,
    source: target.name,
    covers: coversOf(fresh),
    has: widen((target.ledger?.parts ?? []).map(({ covers }) => covers)) ?? coversOf(here),
    key,
    looked: looked.length,
    known,
    among: loaded === null ? 'samples' : 'loaded',
  };
}

/** A draft of one file as the first file of a source of several. */
export function asPart({ id, name, bytes, preview }: SourceDraft, fingerprint = ''): DraftPart {
  const { dialect, reading, headers } = preview!.head;
  const columns = headers.map((_, index) => index);
  return { id, name, bytes, fingerprint, dialect, ...(reading ? { reading } : {}), columns, covers: null };
}
