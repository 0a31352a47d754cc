import { numberKind, type NumberKind } from '#core/intake/sheet/number-format';
import type { Calendar } from '#core/intake/sheet/number-text';
import { createBudget, damaged } from '../../open/limits';
import { unzipEntry } from '../../open/unzip';
import { readZipDirectory, type ZipEntry } from '../../open/zip-directory';
import { LoadError, type InputFile } from '../../types';
import { readAllXml } from './read-xml';
import { readSharedStrings } from './shared-strings';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ZipEntry;
}

/** A workbook, opened: its sheets, and what the cells of all of them need. */
export interface Workbook {
  readonly file: InputFile;
  readonly sheets: readonly WorkbookSheet[];
  readonly calendar: Calendar;
  readonly strings: readonly string[];
  /** By the style of a cell. */
  readonly kinds: readonly NumberKind[];
}

/** The bytes of a part of a workbook. */
export const readPart = (file: InputFile, part: ZipEntry, onBytes?: (read: number) => void): Promise<ReadableStream<Uint8Array>> =>
  unzipEntry(file, part, { budget: createBudget(file.name, file.bytes), kind: 'XLSX', ...(onBytes ? { onBytes } : {}) });

/** Reads what stands beside the sheets of a workbook. Throws `LoadError`: damaged, no sheet. */
export async function openWorkbook(file: InputFile): Promise<Workbook> {
  const parts = new Map((await readZipDirectory(file)).map((entry) => [entry.path.toLowerCase(), entry]));
  const find = (path: string): ZipEntry | undefined => parts.get(path.replace(/^\//, '').toLowerCase());
  const root = await readRelations(file, find('_rels/.rels'), '');
  const main = root.find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const part = find(main);
  if (!part) throw damaged(file.name, 'XLSX');
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relations = await readRelations(file, find(`${folder}_rels/${main.slice(folder.length)}.rels`), folder);
  const { listed, calendar } = await readSheetList(file, part);
  const sheets = listed.flatMap(({ name, hidden, id }): WorkbookSheet[] => {
    const relation = relations.find((each) => each.id === id && each.type === 'worksheet');
    const sheet = relation && find(relation.path);
    return sheet ? [{ name, hidden, part: sheet }] : [];
  });
  if (sheets.length === 0) throw new LoadError([{ code: 'issue_file_no_sheet', values: { name: file.name } }]);
  const partOf = (type: string): ZipEntry | undefined => find(relations.find((each) => each.type === type)?.path ?? `${folder}${type}.xml`);
  const [strings, styles] = [partOf('sharedStrings'), partOf('styles')];
  return {
    file,
    sheets,
    calendar,
    strings: strings ? await readSharedStrings(await readPart(file, strings)) : [],
    kinds: styles ? await readStyles(file, styles) : [],
  };
}

interface Relation {
  readonly id: string;
  /** The last word of the relation's address. */
  readonly type: string;
  readonly path: string;
}

async function readRelations(file: InputFile, part: ZipEntry | undefined, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  if (!part) return relations;
  await readAllXml(await readPart(file, part), {
    open(name, attribute) {
      if (name !== 'Relationship') return;
      const target = attribute('Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : new URL(target, `x:/${folder}`).pathname.slice(1);
      relations.push({ id: attribute('Id') ?? '', type: (attribute('Type') ?? '').split('/').at(-1)!, path: decodeURIComponent(path) });
    },
  });
  return relations;
}

async function readSheetList(file: InputFile, part: ZipEntry) {
  const listed: { readonly name: string; readonly hidden: boolean; readonly id: string }[] = [];
  let calendar: Calendar = 1900;
  await readAllXml(await readPart(file, part), {
    open(name, attribute) {
      if (name === 'workbookPr' && /^(1|true|on)$/.test(attribute('date1904') ?? '')) calendar = 1904;
      if (name === 'sheet')
        listed.push({ name: attribute('name') ?? '', hidden: (attribute('state') ?? 'visible') !== 'visible', id: attribute('id') ?? '' });
    },
  });
  return { listed, calendar: calendar as Calendar };
}

async function readStyles(file: InputFile, part: ZipEntry): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let within = '';
  await readAllXml(await readPart(file, part), {
    open(name, attribute) {
      if (name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs') within = name;
      else if (name === 'numFmt' && within !== 'dxfs') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      else if (name === 'xf' && within === 'cellXfs') formats.push(Number(attribute('numFmtId') ?? 0));
    },
  });
  return formats.map((id) => numberKind(id, codes.get(id)));
}
