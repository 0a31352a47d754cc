import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rooms } from './rooms.js';
import { root } from './steps/shell.js';

const MARK = '<!-- imports, from src/dev/rooms.js -->';

/** What a room may import, in one line under its mark. @param {import('./rooms.js').Room} room */
export function importsLine(room) {
  const list = (/** @type {readonly string[] | undefined} */ names) =>
    names?.length ? names.map((name) => `\`${name}\``).join(' ') : 'none';
  const types = room.types?.length ? ` · types of ${list(room.types)}` : '';
  return `${MARK}\n**May import** rooms ${list(room.imports)} · packages ${list(room.packages)}${types}${room.pure ? ' · pure' : ''}\n`;
}

/** A README with its generated line brought up to date. @param {string} text @param {import('./rooms.js').Room} room */
export function withImports(text, room) {
  const kept = text.includes(MARK) ? text.slice(0, text.indexOf(MARK)) : `${text.trimEnd()}\n\n`;
  return kept + importsLine(room);
}

if (process.argv[1] === path.join(root, 'src/dev/room-readmes.js')) {
  for (const room of rooms) {
    const file = path.join(root, 'src', room.path, 'README.md');
    if (existsSync(file)) writeFileSync(file, withImports(readFileSync(file, 'utf8'), room));
  }
}
