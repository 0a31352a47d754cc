import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { findReading } from '#core/intake/dialect/find-reading';
import { findSigns } from '#core/intake/dialect/find-signs';
import { createTableReader } from '#core/intake/dialect/read-table';
test('debug', () => {
  for (const f of (process.env.FILES ?? '').split('|')) {
    const text = readFileSync('/tmp/wt/shared/data/' + f, 'utf8').slice(0, 60000);
    const found = findReading({ head: text, tail: null });
    console.log('DBG', f, JSON.stringify(findSigns(text, false).slice(0, 4)), JSON.stringify(found).slice(0, 900));
    const r = createTableReader(process.env.R ? JSON.parse(process.env.R) : found.proposals[0]!.reading);
    console.log('DBG', JSON.stringify([...r.push(text), ...r.finish()].slice(0, 5)).slice(0, 900), r.headers(), r.skipped());
  }
});
