import { test } from 'vitest';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
test('debug', async () => {
  for (const f of (process.env.FILES ?? '').split('|')) {
    const p = await previewFile(await fromPath('/tmp/wt/shared/data/' + f));
    console.log(f, JSON.stringify(p.head.dialect), p.head.encodingFrom, JSON.stringify(p.head.reading), JSON.stringify(p.head.headers).slice(0, 200), JSON.stringify(p.head.rows.slice(0, 2)).slice(0, 200), p.head.rows.length, JSON.stringify(p.questions.filter((q) => q.kind === 'reading').map((q) => [q.evidence, q.answers.map((a) => [a.label, a.reading])])).slice(0,900), JSON.stringify(p.issues));
  }
});
import Papa from 'papaparse';
import { readFileSync } from 'node:fs';
test('wf', async () => {
  const f='pollock/survey_sample/csv/workforce-management-information-dft_201706.csv';
  const p = await previewFile(await fromPath('/tmp/wt/shared/data/' + f));
  const c = Papa.parse<string[]>(readFileSync('/tmp/wt/shared/data/'+f.replace('/csv/','/clean/'),'utf8')).data[0]!;
  console.log('WF', p.head.headers.length, c.length, JSON.stringify(p.head.headers.map((h,i)=>[h,(c[i]??'').replace(/\s+/g,' ').trim()]).filter(([a,b])=>a!==b)));
});
