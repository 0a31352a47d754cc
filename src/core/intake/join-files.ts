import type { GrainEvidence } from './explain-grain';
import { GRAIN_TABLES } from '#core/model/canonical';
import type { RoleSuggestion, SourceHead } from '#core/model/source';
import { studyColumns, type Study } from './column-facts';
import { findCover, type Cover } from './find-cover';
import { compareNames, foldHeader, type ShapedFile } from './shapes';
import { suggestMapping, type MappingSuggestion } from './suggest-mapping';

/** A file with rows from elsewhere than its head, in the order of its own columns. */
export interface SampledFile extends ShapedFile {
  readonly further: readonly (readonly string[])[];
}

/** One file among those that were joined. */
export interface JoinedFile<File> {
  readonly file: File;
  /** For each of its columns, the place among the joined headers. */
  readonly columns: readonly number[];
  /** First and last day that its samples show; null where they show none. */
  readonly covers: Cover | null;
}

/** Files of one shape as one: what it is, and the files in the order in which they are loaded. */
export interface JoinedFiles<File> extends MappingSuggestion, GrainEvidence {
  readonly head: SourceHead;
  readonly files: readonly JoinedFile<File>[];
}

/** At most so many files are looked at to say what the columns are, spread over all. */
const LOOKED_AT = 24;
const ROWS_OF_ONE = 80;
const HEAD_ROWS = 200;

/** The headers of files of one shape: those known, else those of the widest file, then what others have besides. */
function joinHeaders(files: readonly ShapedFile[], first?: readonly string[]): readonly string[] {
  const widest = files.reduce((most, file) => (file.head.headers.length > most.head.headers.length ? file : most));
  const headers = [...(first ?? widest.head.headers)];
  if (!files[0]!.head.dialect.header) return headers;
  const known = new Set(headers.map(foldHeader));
  for (const { head } of files)
    for (const header of head.headers)
      if (!known.has(foldHeader(header))) {
        known.add(foldHeader(header));
        headers.push(header);
      }
  return headers;
}

function placesOf(headers: readonly string[], { head }: ShapedFile): readonly number[] {
  if (!head.dialect.header) return head.headers.map((_, index) => index);
  const folded = new Map(headers.map((header, index) => [foldHeader(header), index]));
  return head.headers.map((header) => folded.get(foldHeader(header))!);
}

/** A name for the column of file names that no column of the files has (MF5). */
export function nameFileColumn(headers: readonly string[]): string {
  const taken = new Set(headers.map(foldHeader));
  let name = 'file';
  for (let number = 2; taken.has(name); number++) name = `file_${number}`;
  return name;
}

const spread = <Item>(items: readonly Item[], most: number): readonly Item[] =>
  items.length <= most ? items : Array.from({ length: most }, (_, at) => items[Math.round((at * (items.length - 1)) / (most - 1))]!);

/**
 * Files of one shape as one source (MF1–MF5). `keepOrder`: the order given is that of loading. `headers`: those of the source so far, which
 * keep their places; its last one is the column of file names.
 */
export function joinFiles<File extends SampledFile>(
  files: readonly File[],
  options: { readonly keepOrder?: boolean; readonly headers?: readonly string[] } = {},
): JoinedFiles<File> {
  const names = joinHeaders(files, options.headers?.slice(0, -1));
  const placed = files.map((file) => ({ file, columns: placesOf(names, file) }));
  const rowsOf = ({ file, columns }: (typeof placed)[number]) => {
    const place = (row: readonly string[]) => {
      const placedRow = names.map(() => '');
      columns.forEach((column, index) => (placedRow[column] = row[index] ?? ''));
      return placedRow;
    };
    return { first: file.head.rows.slice(0, ROWS_OF_ONE).map(place), last: file.further.slice(-ROWS_OF_ONE).map(place) };
  };
  const looked = spread(placed, LOOKED_AT).map(rowsOf);
  const bare: SourceHead = { ...describeHead(files), headers: names, rows: looked[0]!.first };
  const study = studyColumns(bare, [...looked[0]!.last, ...looked.slice(1).flatMap(({ first, last }) => [...first, ...last])]);
  const { grain, suggestions, questions, grainReason, grainConfidence } = suggestMapping(study);
  const covered = placed.map((each) => ({ ...each, covers: coverOf(study, suggestions, each.file, each.columns) }));
  const ordered = options.keepOrder ? covered : inOrder(covered);
  const fileHeader = options.headers?.at(-1) ?? nameFileColumn(names);
  const shown = Math.ceil(HEAD_ROWS / Math.min(ordered.length, LOOKED_AT));
  const rows = spread(ordered, LOOKED_AT).flatMap((each) =>
    rowsOf(each)
      .first.slice(0, shown)
      .map((row) => [...row, each.file.head.name]),
  );
  const ownColumn: RoleSuggestion = {
    header: fileHeader,
    role: 'attribute',
    attributeOf: GRAIN_TABLES[grain][0]!,
    parse: { type: 'text' },
    confidence: 1,
    reason: { key: 'intake_reason_file' },
  };
  const name = nameTogether(ordered.map(({ file }) => file.head.name));
  return {
    head: { ...bare, name, headers: [...names, fileHeader], rows: rows.slice(0, HEAD_ROWS) },
    grain,
    suggestions: [...suggestions, ownColumn],
    questions,
    grainReason,
    grainConfidence,
    files: ordered,
  };
}

function describeHead(files: readonly ShapedFile[]): Omit<SourceHead, 'headers' | 'rows'> {
  const { name, dialect, encodingFrom } = files[0]!.head;
  return { name, bytes: files.reduce((sum, { head }) => sum + head.bytes, 0), dialect, encodingFrom };
}

function coverOf(
  study: Study,
  suggestions: readonly RoleSuggestion[],
  { head, further }: SampledFile,
  columns: readonly number[],
): Cover | null {
  const date = findCover(study, suggestions);
  const index = date ? columns.indexOf(date.index) : -1;
  return date && index >= 0 ? date.read([...head.rows, ...further].map((row) => row[index] ?? '')) : null;
}

/** MF4. */
function inOrder<File extends SampledFile>(files: readonly JoinedFile<File>[]): readonly JoinedFile<File>[] {
  const spanOf = ({ covers }: JoinedFile<File>) => (covers ? `${covers.from} ${covers.to}` : '');
  const spans = new Set(files.map(spanOf));
  const byDate = spans.size === files.length && !spans.has('');
  const nameOf = ({ file }: JoinedFile<File>) => file.head.name;
  return [...files].sort((one, other) => (byDate ? (spanOf(one) < spanOf(other) ? -1 : 1) : compareNames(nameOf(one), nameOf(other))));
}

/** What files are called together: the first and the last of them. */
export const nameTogether = (names: readonly string[]): string =>
  names.length > 1 ? `${names[0]!.replace(/\.[^.]+$/, '')} … ${names.at(-1)!}` : (names[0] ?? '');
