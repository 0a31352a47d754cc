import { impure, rooms, singleDoors } from '../rooms.js';

const TESTS = ['**/*.test.ts', '**/*.svelte.test.ts', '**/*.bench.ts'];
const known = [...new Set(rooms.flatMap((room) => [...(room.packages ?? []), ...(room.types ?? [])]))];
const escape = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** `#core/x/…` of every room that this one may not import, and every package that is not its own. @param {import('../rooms.js').Room} room */
function forbidden(room) {
  const others = rooms.filter((other) => other !== room && other.path !== 'cli' && !room.imports.includes(other.path));
  const patterns = others.map((other) => ({
    // `group` never matches what begins with `#`, so these are regular expressions.
    regex: `^#${escape(other.path)}(/|$)`,
    message: `${room.path} may not import ${other.path} (src/dev/rooms.js).`,
  }));
  const packages = known
    .filter((name) => !(room.packages ?? []).includes(name))
    .map((name) => ({
      regex: `^${escape(name)}(/|$)`,
      message: `${name} does not belong to ${room.path} (src/dev/rooms.js).`,
      allowTypeImports: (room.types ?? []).includes(name),
    }));
  const climbs = { regex: `^(\\.\\./)+(core|edge|app|cli|dev)/`, message: 'Between rooms write #core/…, #edge/… or #app/….' };
  const nobody = { regex: '(^|/)(cli|dev)/', message: 'Nothing imports cli or dev.' };
  return [...patterns, ...packages, climbs, nobody];
}

const roomWalls = rooms.map((room) => ({
  files: [`src/${room.path}/**/*.{ts,js,svelte}`],
  ignores: TESTS,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: forbidden(room) }],
    ...(room.pure
      ? {
          'no-restricted-globals': ['error', ...impure.map((name) => ({ name, message: `${room.path} is pure: no ${name}.` }))],
          'no-restricted-properties': [
            'error',
            { object: 'Math', property: 'random', message: `${room.path} is pure: chance comes in as a seed.` },
            { object: 'Date', property: 'now', message: `${room.path} is pure: time comes in as asOf.` },
          ],
          'no-restricted-syntax': [
            'error',
            { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `${room.path} is pure: time comes in as asOf.` },
          ],
        }
      : {}),
  },
}));

/** The rooms that a door stands for: its own, and those that have no door of their own. @param {{ package: string, file: string }} door */
const roomsOf = ({ package: name, file }) =>
  rooms.filter((room) => {
    const own = singleDoors.filter((door) => door.package === name && door.file.startsWith(`${room.path}/`));
    return room.packages?.includes(name) && (own.length === 0 || own.some((door) => door.file === file));
  });

const doors = singleDoors.map(({ package: name, file }) => ({
  files: roomsOf({ package: name, file }).map((room) => `src/${room.path}/**/*.ts`),
  ignores: [...TESTS, file.endsWith('/') ? `src/${file}**` : `src/${file}`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ regex: `^${escape(name)}(/|$)`, message: `${name} comes in by ${file} only.` }] }],
  },
}));

/** Flat-config entries: one wall a room, one door a package. */
export const walls = [...roomWalls, ...mergeDoors(doors)];

/** Doors of one room must share an entry, because the last rule of a file wins. @param {typeof doors} entries */
function mergeDoors(entries) {
  const files = [...new Set(entries.flatMap((entry) => entry.files))];
  return files.flatMap((pattern) => {
    const here = entries.filter((entry) => entry.files.includes(pattern));
    const subsets = [...new Set(here.flatMap((entry) => entry.ignores.filter((glob) => !TESTS.includes(glob))))];
    const all = here.flatMap((entry) => entry.rules['no-restricted-imports'][1].patterns);
    return [
      { files: [pattern], ignores: TESTS, rules: { 'no-restricted-imports': ['error', { patterns: all }] } },
      ...subsets.map((glob) => ({
        files: [glob.endsWith('**') ? `${glob}/*.ts` : glob],
        ignores: TESTS,
        rules: {
          'no-restricted-imports': [
            'error',
            {
              patterns: here
                .filter((entry) => !entry.ignores.includes(glob))
                .flatMap((entry) => entry.rules['no-restricted-imports'][1].patterns),
            },
          ],
        },
      })),
    ];
  });
}
