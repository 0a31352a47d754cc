import type * as MappingModule from '#core/intake/mapping';
import type * as ProtectModule from '#core/intake/protect';
import type { FileReading } from '#core/model/reading';
import type { Mapping } from '#core/model/source';
import type * as StepsModule from '#app/run/steps';
import type { Preview, ReadingChoice } from '#edge/load/types';
import type { SourceDraft } from './types';

export type MappingTools = typeof MappingModule & typeof ProtectModule & Pick<typeof StepsModule, 'setSteps'>;

/** What is done with mappings, fetched when the first file comes. */
export async function loadMappingTools(): Promise<MappingTools> {
  const [mapping, protect, { setSteps }] = await Promise.all([
    import('#core/intake/mapping'),
    import('#core/intake/protect'),
    import('#app/run/steps'),
  ]);
  return { ...mapping, ...protect, setSteps };
}

/** The key of a question's answer. */
export const questionKey = ({ kind, header, role }: Preview['questions'][number]): string => `${kind}:${header ?? role ?? ''}`;

/** The questions of a draft that nobody answered yet. */
export function openQuestions(draft: SourceDraft): Preview['questions'] {
  return (draft.preview?.questions ?? []).filter((question) => !(questionKey(question) in draft.answers));
}

/** RD4: the question about the reading stays, answered, with a reading that is one of its answers, and goes with any other. */
export function keepQuestion(
  before: SourceDraft,
  preview: Preview,
  { reading }: ReadingChoice,
): { readonly questions: Preview['questions']; readonly given: SourceDraft['answers'] } {
  if (!reading) return { questions: preview.questions, given: {} };
  const others = preview.questions.filter(({ kind }) => kind !== 'reading');
  const asked = before.preview?.questions.find(({ kind }) => kind === 'reading');
  const sameText = before.preview?.head.dialect.encoding === preview.head.dialect.encoding;
  const answer = sameText ? asked?.answers.find((each) => each.reading && sameReading(each.reading, reading)) : undefined;
  if (!asked || !answer) return { questions: others, given: {} };
  return { questions: [asked, ...others], given: { [questionKey(asked)]: answer.value } };
}

/** SE19: what a person said of a file while it was looked at stays; what was found besides is taken. */
export const keepSaid = ({ settled, mapping, answers, issues }: SourceDraft, read: Partial<SourceDraft>): Partial<SourceDraft> =>
  settled && mapping && read.preview ? { ...read, mapping, answers, issues, settled } : read;

/** Whether two readings say the same. */
export const sameReading = (one: FileReading, other: FileReading): boolean => {
  const sorted = (reading: FileReading) => JSON.stringify(Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
};

/** The answers that a mapping made before already gives. */
export function answersIn(mapping: Mapping, { questions }: Preview, { applyAnswers }: MappingTools): Record<string, string> {
  const given = questions.flatMap((question) => {
    // No mapping says how a file is read.
    if (question.kind === 'reading') return [];
    const same = question.answers.find(
      ({ value }) => JSON.stringify(applyAnswers(mapping, [question], { [questionKey(question)]: value })) === JSON.stringify(mapping),
    );
    return same ? [[questionKey(question), same.value] as const] : [];
  });
  return Object.fromEntries(given);
}
