import { questionKey } from '#core/intake/mapping';
import type { ImportQuestion } from '#core/model/source';
import type { SourceDraft } from '#app/session/types';

/** The questions that nobody answered yet. */
export const openQuestionsOf = (draft: SourceDraft): readonly ImportQuestion[] =>
  (draft.preview?.questions ?? []).filter((question) => !(questionKey(question) in draft.answers));
