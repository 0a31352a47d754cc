import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';

/**
 * Makes the icons that phones and desktops ask for, as pictures of `public/icon.svg`, whose shapes are all rectangles. `node src/dev/make-icons.js`
 */
const folder = path.resolve(import.meta.dirname, '../../public');
const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const box = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
const ink = (/fill="#([0-9a-f]{6})"/.exec(svg)?.[1] ?? '').match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
const PAPER = [255, 255, 255];
const shapes = [...svg.matchAll(/<path d="([^"]+)"(?: opacity="([\d.]+)")?\/>/g)].flatMap(([, way, opacity]) =>
  [...way.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)[hH]-?[\d.]+z/g)].map(([, x, y, width, height]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
    opacity: Number(opacity ?? 1),
  })),
);
if (!box || ink.length !== 3 || shapes.length !== 9) throw new Error('the icon is not made of nine rectangles any more');

/** How much of the span from `at` to `at + 1` lies between two places. @param {number} at @param {number} from @param {number} to */
const overlap = (at, from, to) => Math.max(0, Math.min(at + 1, to) - Math.max(at, from));

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of the icon on paper; `share` of its width is the drawing. @param {number} size @param {number} share */
function draw(size, share) {
  const scale = (size * share) / box;
  const margin = (size * (1 - share)) / 2;
  const lines = Array.from({ length: size }, (_, y) => {
    const line = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x++) {
      const cover = shapes.reduce((sum, shape) => {
        const [left, top] = [margin + shape.x * scale, margin + shape.y * scale];
        return sum + overlap(x, left, left + shape.width * scale) * overlap(y, top, top + shape.height * scale) * shape.opacity;
      }, 0);
      for (let part = 0; part < 3; part++) line[1 + x * 3 + part] = Math.round(PAPER[part] + (ink[part] - PAPER[part]) * cover);
    }
    return line;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const packed = deflateSync(Buffer.concat(lines), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

for (const [name, size, share] of /** @type {const} */ ([
  ['icon-180.png', 180, 0.72],
  ['icon-192.png', 192, 0.8],
  ['icon-512.png', 512, 0.8],
  ['icon-maskable-512.png', 512, 0.56],
]))
  writeFileSync(path.join(folder, name), draw(size, share));
