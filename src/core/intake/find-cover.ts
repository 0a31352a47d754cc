import type { RoleSuggestion } from '#core/model/source';
import type { Study } from './column-facts';
import { readDay } from './read-date';

/** First and last day, `YYYY-MM-DD`. */
export interface Cover {
  readonly from: string;
  readonly to: string;
}

/** The column whose dates say what a file covers. */
export interface CoverColumn {
  readonly index: number;
  /** The first and the last day among texts of the column; null where none is a date. */
  read(texts: readonly string[]): Cover | null;
}

const DATED: readonly string[] = ['ordered_at', 'event_at', 'opened_at', 'responded_at', 'spent_on'];

/** The column of the dates of what happened, as the samples of all files together read it; null where there is none. */
export function findCover(study: Study, suggestions: readonly RoleSuggestion[]): CoverColumn | null {
  const index = suggestions.findIndex(({ role }) => DATED.includes(role));
  const order = study.columns[index]?.dates?.readings[0]?.order;
  if (!order) return null;
  return {
    index,
    read(texts) {
      let [from, to] = ['', ''];
      for (const text of texts) {
        const readings = readDay(text.trim())?.readings;
        const day = (readings?.find((reading) => reading.order === order) ?? readings?.[0])?.iso.slice(0, 10);
        if (!day) continue;
        if (from === '' || day < from) from = day;
        if (to === '' || day > to) to = day;
      }
      return from === '' ? null : { from, to };
    },
  };
}
