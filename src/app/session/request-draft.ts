import type { SourcePart } from '#core/model/source';
import { LoadError, type LoadRequest } from '#edge/load/types';
import type { DraftPart, SourceDraft } from './types';

/** A file of a draft as it is stored and loaded: without what only this visit knows. */
export const plainPart = ({ name, bytes, fingerprint, dialect, reading, columns, update }: DraftPart): SourcePart => ({
  name,
  bytes,
  fingerprint,
  dialect,
  ...(reading ? { reading } : {}),
  columns,
  ...(update ? { update } : {}),
});

type FileOf = (id: string) => File;

/** A readable draft of several files. */
async function requestParts({ id, name, preview, mapping, parts = [], key }: SourceDraft, fileOf: FileOf): Promise<LoadRequest> {
  const [{ fromBlob }, { requestParts: request }] = await Promise.all([import('#edge/load/input-file'), import('#edge/load/parts')]);
  const source = { id, name, headers: preview!.head.headers, mapping: mapping!, ...(key === undefined ? {} : { key }) };
  const files = parts.map((part) => fromBlob(fileOf(part.id), part.name));
  return request(source, parts.map(plainPart), files);
}

/** A readable draft of one file. */
async function requestFile({ id, name, bytes, preview, mapping }: SourceDraft, fileOf: FileOf): Promise<LoadRequest> {
  const [{ fromBlob }, { fingerprintFile }] = await Promise.all([import('#edge/load/input-file'), import('#edge/load/fingerprint')]);
  const file = fromBlob(fileOf(id), name);
  const { dialect, reading, headers } = preview!.head;
  const read = { dialect, ...(reading ? { reading } : {}), headers };
  const fingerprint = await fingerprintFile(file).catch(() => Promise.reject(unreadable(name)));
  return { file, info: { id, name, bytes, fingerprint, ...read, mapping: mapping! } };
}

const unreadable = (name: string): LoadError => new LoadError([{ code: 'issue_file_unreadable', values: { name } }]);

/** What the loader is asked for: readable drafts, of all customers or with one in so many of them. */
export async function requestDrafts(drafts: readonly SourceDraft[], fileOf: FileOf, oneIn: number | null): Promise<LoadRequest[]> {
  const requests = await Promise.all(drafts.map((draft) => (draft.parts ? requestParts : requestFile)(draft, fileOf)));
  return oneIn === null ? requests : requests.map((request) => ({ ...request, info: { ...request.info, oneIn } }));
}
