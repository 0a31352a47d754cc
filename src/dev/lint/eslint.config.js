import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';
import { walls } from './walls.js';
import noLiteralText from './no-literal-text.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export default ts.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.cache/**',
      'src/core/messages/generated/**',
      'src/core/messages/project.inlang/**',
      'public/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    basePath: root,
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-undef': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['src/app/ui/**/*.svelte'],
    plugins: { clientele: { rules: { 'no-literal-text': noLiteralText } } },
    rules: { 'clientele/no-literal-text': 'error', 'svelte/no-at-html-tags': 'error', 'svelte/require-each-key': 'error' },
  },
  { files: ['src/app/ui/Markdown.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  ...walls,
);
