import type { Presentation } from '#core/model/presentation';

/** What a face of the cell shows; stamp and account are the same for all. */
export type FaceView = Pick<Presentation, 'charts' | 'table' | 'insight'> & { readonly provisional: boolean };

/** Sentences about fewer units than this give counts only. */
export const SMALLEST = 30;
