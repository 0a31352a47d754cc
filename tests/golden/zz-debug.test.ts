import { test } from 'vitest';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
test('debug', async () => {
  for (const f of (process.env.FILES ?? '').split('|')) {
    const p = await previewFile(await fromPath('/tmp/wt/shared/data/' + f));
    console.log(f, JSON.stringify(p.head.dialect), p.head.encodingFrom, JSON.stringify(p.head.reading), JSON.stringify(p.head.headers).slice(0, 200), JSON.stringify(p.head.rows.slice(0, 2)).slice(0, 200), p.head.rows.length, JSON.stringify(p.questions.filter((q) => q.kind === 'reading').map((q) => [q.evidence, q.answers.map((a) => [a.label, a.reading])])).slice(0,900), JSON.stringify(p.issues));
  }
});
