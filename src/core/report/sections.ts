import type { Cell } from './types';

/** A heading's level and words. */
export interface Heading {
  readonly level: 1 | 2;
  readonly title: string;
}

/** LA2: a heading cell and the cells that stand under it. */
export interface Section extends Heading {
  /** Id of the heading's cell. */
  readonly id: string;
  /** Ids of the cells below it, in order. */
  readonly cells: readonly string[];
}

/** Words without the signs of Markdown. */
const plain = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]/g, '')
    .trim();

/** The heading that a text begins with; null where its first line is none of level 1 or 2, or says nothing. */
export function headingOf(markdown: string): Heading | null {
  const first = markdown.trimStart().split('\n', 1)[0] ?? '';
  const found = /^(##?)[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(first);
  const title = plain(found?.[2] ?? '');
  return found && title ? { level: found[1]!.length as 1 | 2, title } : null;
}

/** The sections of a report in order. */
export function sectionsOf(cells: readonly Cell[]): readonly Section[] {
  const headings = cells.map((cell) => (cell.type === 'text' ? headingOf(cell.markdown) : null));
  return cells.flatMap(({ id }, index): Section[] => {
    const heading = headings[index];
    if (!heading) return [];
    const next = headings.findIndex((other, at) => at > index && other !== null && other !== undefined && other.level <= heading.level);
    const end = next < 0 ? cells.length : next;
    return [{ ...heading, id, cells: cells.slice(index + 1, end).map((cell) => cell.id) }];
  });
}
