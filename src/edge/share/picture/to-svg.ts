import { escapeMarkup } from '../escape';
import type { TextStyle } from './break-lines';
import type { PictureLayout, Size } from './layout';

/** Colours and font of a picture, as values. */
export interface Ink {
  readonly paper: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  /** Families as CSS names them. */
  readonly font: string;
}

/** An SVG document cut open: its size, and what stands between its outer tags. */
export interface OpenedSvg extends Size {
  readonly inner: string;
}

const OUTER = /^\s*<svg\b([^>]*)>([\s\S]*)<\/svg>\s*$/;
const numberIn = (attributes: string, name: string): number => Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(attributes)?.[1] ?? NaN);

/** Opens what Vega wrote. Throws when it is no SVG document with a size: a fault of the program. */
export function openSvg(svg: string): OpenedSvg {
  const [, attributes = '', inner = ''] = OUTER.exec(svg) ?? [];
  const [width, height] = [numberIn(attributes, 'width'), numberIn(attributes, 'height')];
  if (!(width > 0 && height > 0)) throw new Error('no SVG document with a size');
  return { width, height, inner };
}

/** PX6: gives the names inside an SVG a beginning of their own, where they are made and where they are used. */
export const namesApart = (svg: string, beginning: string): string => svg.replace(/(\sid="|url\(#|\shref="#)/g, (sign) => sign + beginning);

/** A picture as an SVG document (PX1, PX4). `charts` in the order of the layout. */
export function pictureToSvg(layout: PictureLayout, charts: readonly OpenedSvg[], ink: Ink): string {
  const { width, height, texts, line } = layout;
  const paint = ({ colour }: TextStyle): string => escapeMarkup(ink[colour]);
  const words = texts.map(
    ({ text, style, x, y }) =>
      `<text x="${x}" y="${y}" font-size="${style.size}" font-weight="${style.weight}" fill="${paint(style)}" xml:space="preserve">${escapeMarkup(text)}</text>`,
  );
  const drawn = charts.map(({ inner }, index) => {
    const { x, y } = layout.charts[index]!;
    return `<g transform="translate(${x},${y})">${namesApart(inner, `chart${index + 1}-`)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeMarkup(ink.font)}">`,
    `<rect width="${width}" height="${height}" fill="${escapeMarkup(ink.paper)}"/>`,
    ...words,
    ...drawn,
    `<path d="M${line.from},${line.y + 0.5}H${line.to}" stroke="${escapeMarkup(ink.line)}"/>`,
    '</svg>\n',
  ].join('\n');
}
