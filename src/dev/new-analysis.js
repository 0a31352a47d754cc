import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './new-analysis-files.js';

/** Makes the folder of a new analysis, its line in the registry and its message files. Throws with a sentence. @param {string} root @param {string} name */
export function makeAnalysis(root, name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`“${name}” is no name for a folder: small letters, digits and single hyphens.`);
  const kind = name.replaceAll('-', '_');
  const analyses = path.join(root, 'src/core/analyses');
  const folder = path.join(analyses, name);
  if (existsSync(folder)) throw new Error(`src/core/analyses/${name} is already there. Choose another name.`);

  const { files, messages } = filesOf(name, kind);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const texts = path.join(root, 'src/core/messages');
  for (const [locale, entries] of Object.entries(messages)) {
    writeFileSync(path.join(texts, `texts/${locale}/${name}.json`), `${JSON.stringify(entries, null, 2)}\n`);
  }
  insert(
    path.join(texts, 'project.inlang/settings.json'),
    /\n(\s*)\]\s*\n\s*\}/,
    (indent) => `,\n${indent}  "./texts/{locale}/${name}.json"`,
  );
  insert(path.join(analyses, 'registry.ts'), /\n\];\n/, () => registryLine(name, kind));
  insert(path.join(analyses, 'catalogue.ts'), /\n\} as const satisfies/, () => `\n  ${kind}: { group: 'customers', names: [] },`);
  return Object.keys(files).map((file) => `src/core/analyses/${name}/${file}`);
}

/** Puts text before the first match. @param {string} file @param {RegExp} before @param {(indent: string) => string} make */
function insert(file, before, make) {
  const text = readFileSync(file, 'utf8');
  const match = before.exec(text);
  if (!match) throw new Error(`${file} does not look as expected, so nothing was put into it.`);
  writeFileSync(file, text.slice(0, match.index) + make(match[1] ?? '') + text.slice(match.index));
}

/** @param {string} name @param {string} kind */
const registryLine = (name, kind) => `
  {
    kind: '${kind}',
    question: { key: '${kind}_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    load: async () => (await import('./${name}/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./${name}/help.en.md?raw') : import('./${name}/help.zh-CN.md?raw'))).default,
  },`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const made = makeAnalysis(path.resolve(import.meta.dirname, '../..'), process.argv[2] ?? '');
    console.log(
      `${made.join('\n')}\n\nNext: npm run messages, then UPDATE_GOLDEN=1 npm run test:unit -- src/core/analyses, then rules, examples, code.`,
    );
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  }
}
