import { reports } from './reports';
import type { HostileDocument } from './types';
import { documents, reportOf, sqlCell, textCell } from './write';

const AWAY = '{{canary}}/text';

const markdown: Readonly<Record<string, string>> = {
  ...Object.fromEntries(reports.flatMap((report) => (report.kind === 'markdown' ? [[report.id, report.markdown]] : []))),
  script: `<script src="${AWAY}.js"></script><script>fetch('${AWAY}')</script>`,
  svg: `<svg onload="fetch('${AWAY}')"><image href="${AWAY}"/></svg>`,
  object: `<object data="${AWAY}"></object><embed src="${AWAY}"><video src="${AWAY}" autoplay></video>`,
  style: `<style>@import '${AWAY}'; p { background: url(${AWAY}) }</style><p style="background:url(${AWAY})">`,
  base: `<base href="${AWAY}/"><link rel="stylesheet" href="${AWAY}.css"><link rel="preload" href="${AWAY}" as="image">`,
  details: `<details open ontoggle="fetch('${AWAY}')"><summary>More</summary></details>`,
  math: `<math><mtext><table><mglyph><style><img src=${AWAY}>`,
  comment: `<!--><img src=${AWAY}>-->`,
  instruction: `<?xml-stylesheet href="${AWAY}"?>`,
  cdata: `<![CDATA[<img src=${AWAY}>]]>`,
  'picture-reference': `![a][r]\n\n[r]: ${AWAY}.png`,
  'picture-in-link': `[![a](${AWAY}.png)](${AWAY})`,
  'picture-title': `![a](${AWAY} "x\\" onerror=\\"fetch(1)")`,
  'picture-data': '![a](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)',
  'script-capitals': `[a](JaVaScRiPt:fetch('${AWAY}'))`,
  'script-entity': `[a](&#106;avascript:fetch('${AWAY}'))`,
  'script-tab': `[a](java\tscript:fetch('${AWAY}'))`,
  'script-space': `[a](\u0001javascript:fetch('${AWAY}'))`,
  'script-reference': `[a][r]\n\n[r]: javascript:fetch('${AWAY}')`,
  'script-autolink': `<javascript:fetch('${AWAY}')>`,
  'data-link': '[a](data:text/html,<script>alert(1)</script>)',
  'vb-link': '[a](vbscript:msgbox(1))',
  'file-link': '[a](file:///etc/passwd)',
  'blob-link': '[a](blob:null/1)',
  'no-scheme': `[a](//${AWAY.replace(/^\w+:\/\//, '')})`,
  'quote-in-link': `[a](https://example.org/"onmouseover="fetch('${AWAY}'))`,
  'angle-in-link': `[a](<https://example.org/><img src=${AWAY}>)`,
  'autolink-in-link': `[a <https://example.org/"><img src=${AWAY}>> b](https://example.org)`,
  'attribute-in-title': `[a](https://example.org 'x" onclick="fetch(1)')`,
  'code-info': '```"><img src=' + AWAY + '>\ncode\n```',
  stars: '*a_'.repeat(16_000),
  brackets: '['.repeat(49_000),
  quotes: '> '.repeat(24_000) + 'a',
  lists: Array.from({ length: 200 }, (_, level) => `${'  '.repeat(level)}- a`).join('\n'),
  'back-ticks': Array.from({ length: 300 }, (_, level) => '`'.repeat(level + 1)).join(' a '),
  entities: '&amp;'.repeat(9_900),
  'links-open': '[a]('.repeat(12_000),
  'rows-of-html': '<a '.repeat(16_000),
  'right-to-left': '\u202Egro.elpmaxe//:sptth\u202C [pay](https://example.org)',
};

const names: readonly (readonly [string, object])[] = [
  ['title', reportOf([textCell('a')], { title: `<img src=${AWAY} onerror=fetch(1)>` })],
  ['cell-title', reportOf([sqlCell('SELECT 1 AS a', { title: `<img src=${AWAY}>` })])],
  ['column-name', reportOf([sqlCell(`SELECT 1 AS "<img src='${AWAY}'>"`)])],
  ['value', reportOf([sqlCell(`SELECT '<img src=${AWAY} onerror=fetch(1)>' AS a`)])],
  [
    'insight',
    reportOf([{ id: 'c1', type: 'analysis', kind: 'custom', definition: 'd1', version: 1, params: {} }], {
      definitions: [
        {
          id: 'd1',
          name: '<b>Our own</b>',
          purpose: `<img src=${AWAY}>`,
          form: [],
          requires: [],
          steps: [{ id: 'rows', sql: 'SELECT 1 AS a' }],
          insight: `<img src=${AWAY}> {{a}} {{constructor}} {{__proto__}} [x](javascript:fetch('${AWAY}'))`,
        },
      ],
    }),
  ],
];

export const textDocuments: readonly HostileDocument[] = documents('markdown', [
  ...Object.entries(markdown).map(([name, source]) => ({
    name: name.replace(/^text-/, ''),
    tries: `brings ${name.replaceAll('-', ' ')} in a text`,
    ends: 'harmless' as const,
    report: reportOf([textCell(source)]),
  })),
  ...names.map(([name, report]) => ({ name: `in-${name}`, tries: `brings elements in a ${name}`, ends: 'harmless' as const, report })),
]);
