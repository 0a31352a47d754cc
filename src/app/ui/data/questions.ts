import type { ImportQuestion } from '#core/model/source';
import type { SourceDraft } from '#app/session/types';

/** Under which name an answer is kept. */
export const questionKey = ({ kind, header }: ImportQuestion): string => `${kind}:${header ?? ''}`;

/** The questions that nobody answered yet. */
export const openQuestionsOf = (draft: SourceDraft): readonly ImportQuestion[] =>
  (draft.preview?.questions ?? []).filter((question) => !(questionKey(question) in draft.answers));
