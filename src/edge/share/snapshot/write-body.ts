import { formatDay } from '#core/messages/format';
import { escapeMarkup } from '../escape';
import { namesApart, openSvg } from '../picture/to-svg';
import { sentencesOf, stampOf, type Reader, type Sheet } from '../sheet';
import { definitionsOf } from '../table/definitions';
import { mergeDrawings, type Palette } from './palette';
import type { DrawnChart, Snapshot, SnapshotCell } from './types';
import { writeFigures } from './write-figures';
import { writeTable } from './write-table';

function writeFinding(sheet: Sheet, reader: Reader): string {
  const gap = reader.locale === 'en' ? ' ' : '';
  const sentences = sentencesOf(sheet.presentation, reader).map(({ finding, rest }, at) =>
    at === 0 ? `<strong>${escapeMarkup(finding)}</strong>${escapeMarkup(rest)}` : gap + escapeMarkup(finding + rest),
  );
  return sentences.length > 0 ? `<p class="finding">${sentences.join('')}</p>` : '';
}

/** SN4: one drawing with variables, or two of which one is shown. */
function writeDrawing({ light, dark }: DrawnChart, beginning: string, palette: Palette): string {
  const merged = mergeDrawings(light, dark, palette);
  const draw = (svg: string, place: string): string => {
    const { width, height, inner } = openSvg(svg);
    const least = Math.min(width, 560);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" style="width:100%;min-width:${least}px;max-width:${width}px">${namesApart(inner, `${beginning}${place}-`)}</svg>`;
  };
  if (merged !== null) return draw(merged, '');
  return `<div class="light">${draw(light, 'l')}</div><div class="dark">${draw(dark, 'd')}</div>`;
}

function writeCharts(cell: Extract<SnapshotCell, { type: 'results' }>, number: number, reader: Reader, palette: Palette): string {
  return cell.charts
    .map((drawn, at) => {
      const view = cell.sheet.presentation.charts[at]!;
      if (!drawn) return `<p class="hint">${escapeMarkup(reader.say({ key: 'snapshot_no_chart' }))}</p>`;
      const caption = escapeMarkup(reader.say(view.caption));
      return `<figure><p class="axis">${escapeMarkup(reader.say(view.title))}</p><div class="chart" role="img" aria-label="${caption}">${writeDrawing(drawn, `c${number}-${at}`, palette)}</div></figure>`;
    })
    .join('');
}

/** What the numbers are, and behind that how they were computed; both folded. */
function writeDetails(sheet: Sheet, reader: Reader): string {
  const lines = definitionsOf(sheet, reader);
  const words = lines.filter(({ code }) => !code).slice(1);
  const list = words.map(({ name, words: said }) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(said)}</dd>`);
  const code = lines
    .filter((line) => line.code)
    .map(({ name, words: sql }) => `<p>${escapeMarkup(name)}</p><pre>${escapeMarkup(sql)}</pre>`);
  const folded = (key: 'snapshot_details' | 'snapshot_sql', inside: string) =>
    `<details><summary>${escapeMarkup(reader.say({ key }))}</summary>${inside}</details>`;
  return folded('snapshot_details', `<dl>${list.join('')}</dl>`) + (code.length > 0 ? folded('snapshot_sql', code.join('')) : '');
}

function writeCell(cell: SnapshotCell, number: number, reader: Reader, palette: Palette): string {
  switch (cell.type) {
    case 'words':
      return `<div class="words">${cell.html}</div>`;
    case 'control':
      return `<p class="knob">${escapeMarkup(reader.say({ key: 'export_option', values: { label: cell.label, words: cell.words } }))}</p>`;
    case 'none': {
      const why = [reader.say({ key: 'snapshot_not_done' }), ...cell.reasons].map(
        (words) => `<p class="finding">${escapeMarkup(words)}</p>`,
      );
      return `<section id="c${number}"><h2>${escapeMarkup(cell.title)}</h2>${why.join('')}</section>`;
    }
    case 'results': {
      const { sheet } = cell;
      const { table, figures } = sheet.presentation;
      const foot = [...stampOf(sheet.presentation, reader), ...sheet.ledger].map(escapeMarkup).join(' · ');
      return [
        `<section id="c${number}"><h2>${escapeMarkup(sheet.title)}</h2>`,
        writeFinding(sheet, reader),
        writeFigures(figures, reader),
        writeCharts(cell, number, reader, palette),
        table.rows.length > 0 ? writeTable(table, sheet.title, reader) : '',
        `<p class="foot">${foot}</p>`,
        writeDetails(sheet, reader),
        '</section>',
      ].join('\n');
    }
  }
}

const titleOf = (cell: SnapshotCell): string | null =>
  cell.type === 'results' ? cell.sheet.title : cell.type === 'none' ? cell.title : null;

/** The content of a page to read, with the colours it needs put into the palette (SN1, SN3, SN6). */
export function writeBody(snapshot: Snapshot, reader: Reader, palette: Palette): string {
  const { say, locale } = reader;
  const about = [...snapshot.scope, ...(snapshot.asOf ? [say({ key: 'snapshot_as_of', values: { day: { date: snapshot.asOf } } })] : [])];
  const entries = snapshot.cells.flatMap((cell, at) => {
    const title = titleOf(cell);
    return title === null ? [] : [`<li><a href="#c${at + 1}">${escapeMarkup(title)}</a></li>`];
  });
  const contents =
    entries.length > 2 ? `<nav aria-label="${escapeMarkup(say({ key: 'snapshot_contents' }))}"><ol>${entries.join('')}</ol></nav>` : '';
  return [
    `<h1>${escapeMarkup(snapshot.title)}</h1>`,
    `<p class="scope">${about.map(escapeMarkup).join(' · ')}</p>`,
    contents,
    `<p class="hint">${escapeMarkup(say({ key: 'snapshot_sort_hint' }))}</p>`,
    ...snapshot.cells.map((cell, at) => writeCell(cell, at + 1, reader, palette)),
    `<section class="about"><p class="foot">${[...snapshot.sources, say({ key: 'snapshot_made', values: { day: { literal: formatDay(snapshot.day, locale) } } })].map(escapeMarkup).join('<br>')}</p></section>`,
  ].join('\n');
}
