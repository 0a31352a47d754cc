import type { Text } from '#core/messages/text';
import type { ImportQuestion, PartUpdate } from '#core/model/source';
import type { Cover } from './find-cover';

/** What is known of a file that has the columns of a source. */
export interface UpdateEvidence {
  readonly name: string;
  /** What the source is called. */
  readonly source: string;
  /** First and last day of the file and of the source, as far as they are known. */
  readonly covers: Cover | null;
  readonly has: Cover | null;
  /** The header of the key; null where there is none. */
  readonly key: string | null;
  /** Values of the key that were looked at, and how many of them are in the source already. */
  readonly looked: number;
  readonly known: number;
  /** Where they were looked for: among all loaded data, or in samples of the files. */
  readonly among: 'loaded' | 'samples';
}

const day = (date: string) => ({ date });

function describeKeys({ key, looked, known, among }: UpdateEvidence): Text {
  if (key === null) return { key: 'files_keys_none' };
  return { key: among === 'loaded' ? 'files_keys_loaded' : 'files_keys_sampled', values: { key, n: looked, known } };
}

function describeCovers({ covers, has, source }: UpdateEvidence): Text {
  if (!covers || !has) return { key: 'files_covers_none' };
  const values = { from: day(covers.from), to: day(covers.to), first: day(has.from), last: day(has.to), source };
  return { key: 'files_covers_both', values };
}

/** What may become of such a file, the proposal first: to replace by key where keys occur again, else to append. */
export function askUpdate(evidence: UpdateEvidence): ImportQuestion {
  const { name, source, key, known } = evidence;
  const answer = (value: PartUpdate | 'separate'): ImportQuestion['answers'][number] => {
    const values = { key: key ?? '' };
    return { value, label: { key: `files_answer_${value}`, values }, hint: { key: `files_answer_${value}_hint`, values } };
  };
  const updates: readonly PartUpdate[] = key === null ? ['append'] : known > 0 ? ['replace', 'append'] : ['append', 'replace'];
  return {
    kind: 'update',
    header: null,
    question: { key: 'files_question', values: { name, source } },
    evidence: { key: 'files_evidence', values: { covers: describeCovers(evidence), keys: describeKeys(evidence) } },
    answers: [...updates, 'whole' as const, 'separate' as const].map(answer),
  };
}
