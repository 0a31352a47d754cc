import type { Reader, Sheet } from '../sheet';
import type { Measure, TextStyle } from './break-lines';
import { drawApart, offScreen } from './draw-apart';
import { layoutPicture, type PictureLayout } from './layout';
import { openSvg, pictureToSvg, type Ink, type OpenedSvg } from './to-svg';

export type PictureForm = 'svg' | 'png';

/** PX2 */
const SCALE = 2;
/** Longest side of a canvas that every browser makes, pixels. */
const LONGEST = 16_000;

interface Drawn {
  readonly svg: OpenedSvg;
  readonly png: Blob | null;
}

function context(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const found = canvas.getContext('2d');
  if (!found) throw new Error('no canvas');
  return found;
}

const fontOf = ({ weight, size }: TextStyle, family: string): string => `${weight} ${size}px ${family}`;

/** Measures with the page's own fonts. */
export function measureWith(family: string): Measure {
  const canvas = context(1, 1);
  return (text, style) => {
    canvas.font = fontOf(style, family);
    return canvas.measureText(text).width;
  };
}

/** The colours and the font at a place of the page. */
function inkAt(place: HTMLElement): Ink {
  const style = getComputedStyle(place);
  const value = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    paper: value('--paper', '#ffffff'),
    line: value('--line', '#e2e3df'),
    ink: value('--ink', '#1a1c1e'),
    ink2: value('--ink-2', '#474c51'),
    ink3: value('--ink-3', '#686d73'),
    font: style.fontFamily || 'sans-serif',
  };
}

async function paintPng(layout: PictureLayout, charts: readonly Drawn[], ink: Ink): Promise<Blob> {
  const scale = Math.min(SCALE, LONGEST / Math.max(layout.width, layout.height));
  const canvas = context(Math.round(layout.width * scale), Math.round(layout.height * scale));
  canvas.scale(scale, scale);
  canvas.fillStyle = ink.paper;
  canvas.fillRect(0, 0, layout.width, layout.height);
  for (const { text, style, x, y } of layout.texts) {
    canvas.font = fontOf(style, ink.font);
    canvas.fillStyle = ink[style.colour];
    canvas.fillText(text, x, y);
  }
  for (const [index, { png }] of charts.entries()) {
    if (!png) continue;
    const { x, y, width, height } = layout.charts[index]!;
    const bitmap = await createImageBitmap(png);
    canvas.drawImage(bitmap, x, y, width, height);
    bitmap.close();
  }
  canvas.fillStyle = ink.line;
  canvas.fillRect(layout.line.from, layout.line.y, layout.line.to - layout.line.from, 1);
  return new Promise((resolve, reject) =>
    canvas.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png'),
  );
}

/** The charts of a cell as one picture with everything that is said of them (PX1–PX6). Rejects with `ChartError` where one cannot be drawn. */
export function makePicture(sheet: Sheet, reader: Reader, form: PictureForm): Promise<Blob> {
  return offScreen('light', async (place) => {
    const ink = inkAt(place);
    const charts: Drawn[] = [];
    for (const view of sheet.presentation.charts) {
      const look = { locale: reader.locale, theme: 'light' } as const;
      charts.push(
        await drawApart(view, look, place, async (handle) => ({
          svg: openSvg(await handle.svg()),
          png: form === 'png' ? await handle.png(SCALE) : null,
        })),
      );
    }
    const sizes = charts.map(({ svg: { width, height } }) => ({ width, height }));
    const layout = layoutPicture(sheet, reader, sizes, measureWith(ink.font));
    if (form === 'png') return paintPng(layout, charts, ink);
    const text = pictureToSvg(
      layout,
      charts.map(({ svg }) => svg),
      ink,
    );
    return new Blob([text], { type: 'image/svg+xml' });
  });
}

/** PX7: puts a picture on the clipboard; false where the browser does not allow it. Rejects where the picture itself cannot be made. */
export async function copyPicture(picture: Promise<Blob>): Promise<boolean> {
  try {
    // Given as a promise, so that the press still counts when the picture is done.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return true;
  } catch {
    await picture;
    return false;
  }
}
