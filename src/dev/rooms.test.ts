import { ESLint } from 'eslint';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { withImports } from './room-readmes.js';
import { impure, rooms, singleDoors } from './rooms.js';

const root = path.resolve(import.meta.dirname, '../..');
const RULES = [
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-imports',
  'no-restricted-globals',
  'no-restricted-properties',
  'no-restricted-syntax',
];

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({ cwd: root, overrideConfigFile: path.join(root, 'src/dev/lint/eslint.config.js') });
});

/** The wall faults that the linter finds in a text if it stood in a room. */
async function faultsIn(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, 'src', file) });
  return result!.messages.filter((message) => message.ruleId && RULES.includes(message.ruleId)).map((message) => message.message);
}

const packagesOf = (room: (typeof rooms)[number]) => room.packages ?? [];
const allPackages = [...new Set(rooms.flatMap(packagesOf))];

describe('the walls, each with a fault planted', () => {
  for (const room of rooms) {
    const others = rooms.filter((other) => other !== room && other.path !== 'cli');
    it(`${room.path} may import its neighbours and no other room`, async () => {
      for (const other of others) {
        const faults = await faultsIn(`${room.path}/planted.ts`, `import { x } from '#${other.path}/x';\nexport const y = x;\n`);
        expect({ other: other.path, refused: faults.length > 0 }).toEqual({
          other: other.path,
          refused: !room.imports.includes(other.path),
        });
      }
    });

    it(`${room.path} may import its own packages and no other`, async () => {
      for (const name of allPackages) {
        const faults = await faultsIn(`${room.path}/planted.ts`, `import { x } from '${name}';\nexport const y = x;\n`);
        const behindDoor = singleDoors.some((door) => door.package === name);
        const allowed = packagesOf(room).includes(name) && !behindDoor;
        expect({ name, refused: faults.length > 0 }).toEqual({ name, refused: !allowed });
      }
    });

    it(`${room.path} imports neither the terminal nor the tools, and climbs over no wall`, async () => {
      for (const address of ['../../dev/rooms.js', '../../cli/report', '../../../core/model/result'])
        expect(await faultsIn(`${room.path}/planted.ts`, `import { x } from '${address}';\nexport const y = x;\n`)).not.toEqual([]);
    });

    if (room.pure)
      it(`${room.path} knows no clock, chance or surroundings`, async () => {
        const plants = [...impure, 'Math.random()', 'Date.now()', 'new Date()'];
        for (const plant of plants)
          expect({ plant, faults: await faultsIn(`${room.path}/planted.ts`, `export const y = ${plant};\n`) }).not.toEqual({
            plant,
            faults: [],
          });
        expect(await faultsIn(`${room.path}/planted.ts`, `export const y = new Date('2026-01-01').getTime() + Math.floor(1.5);\n`)).toEqual(
          [],
        );
      });
  }

  it('packages with one door are refused beside it and let in through it', async () => {
    for (const door of singleDoors) {
      const text = `import { x } from '${door.package}';\nexport const y = x;\n`;
      const inside = door.file.endsWith('/') ? `${door.file}planted.ts` : door.file;
      const room = rooms.find((candidate) => door.file.startsWith(candidate.path))!;
      expect(await faultsIn(inside, text)).toEqual([]);
      expect(await faultsIn(`${room.path}/planted.ts`, text)).not.toEqual([]);
    }
  });

  it('types of Vega may enter the chart room, its code may not', async () => {
    expect(
      await faultsIn('core/chart/planted.ts', `import type { TopLevelSpec } from 'vega-lite';\nexport type X = TopLevelSpec;\n`),
    ).toEqual([]);
    expect(await faultsIn('core/chart/planted.ts', `import { compile } from 'vega-lite';\nexport const x = compile;\n`)).not.toEqual([]);
  });

  it('components hold no words of their own and no raw HTML', async () => {
    const plant = async (markup: string) => {
      const [result] = await eslint.lintText(markup, { filePath: path.join(root, 'src/app/ui/Planted.svelte') });
      return result!.messages.map((message) => message.ruleId);
    };
    expect(await plant('<p>Hello there</p>')).toContain('clientele/no-literal-text');
    expect(await plant('<p>你好</p>')).toContain('clientele/no-literal-text');
    expect(await plant('<button aria-label="Close it"></button>')).toContain('clientele/no-literal-text');
    expect(await plant("<p>{'Hello there'}</p>")).toContain('clientele/no-literal-text');
    expect(await plant('<script lang="ts">let x = 1;</script><p>{x}</p><p>·</p>')).toEqual([]);
    expect(await plant('<script lang="ts">let x = 1;</script>{@html x}')).toContain('svelte/no-at-html-tags');
  });
});

/** Every file below a folder, relative to src. */
function filesUnder(folder: string): string[] {
  const here = path.join(root, 'src', folder);
  return readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? entry.name === 'generated'
        ? []
        : filesUnder(path.join(folder, entry.name))
      : [path.join(folder, entry.name).split(path.sep).join('/')],
  );
}

describe('the files', () => {
  const files = ['core', 'edge', 'app', 'cli'].flatMap(filesUnder);
  const outside = (pattern: RegExp, places: readonly string[]) =>
    files.filter((file) => pattern.test(file) && !places.some((place) => file.startsWith(place)));

  it('stand in a room', () => {
    expect(files.filter((file) => !file.endsWith('tsconfig.json') && !rooms.some((room) => file.startsWith(`${room.path}/`)))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });
  it('hold runes only in session and ui', () => {
    expect(outside(/\.svelte(\.ts)?$/, ['app/session', 'app/ui']).filter((file) => !file.endsWith('.test.ts'))).toEqual([]);
  });
  it('hold workers only in engine, load and run', () => {
    expect(outside(/\.worker\.ts$/, ['edge/engine', 'edge/load', 'app/run'])).toEqual([]);
  });
  it('say in every room what it is', () => {
    const empty = rooms.filter(
      (room) => existsSync(path.join(root, 'src', room.path)) && !existsSync(path.join(root, 'src', room.path, 'README.md')),
    );
    expect(empty.map((room) => room.path)).toEqual([]);
  });
  it('say in every README what the room may import, as the walls have it (node src/dev/room-readmes.js)', () => {
    for (const room of rooms.filter((candidate) => existsSync(path.join(root, 'src', candidate.path, 'README.md')))) {
      const text = readFileSync(path.join(root, 'src', room.path, 'README.md'), 'utf8');
      expect(text, room.path).toBe(withImports(text, room));
    }
  });
});
