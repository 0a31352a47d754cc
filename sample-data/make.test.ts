import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const committed = readdirSync(here).filter((name) => name.endsWith('.csv'));

test('the script writes the committed files, byte for byte', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  try {
    execFileSync(process.execPath, [path.join(here, 'make.js'), '--out', folder], { env: { ...process.env, TZ: 'Asia/Shanghai' } });
    expect(readdirSync(folder).sort()).toEqual(committed.sort());
    for (const name of committed)
      expect(readFileSync(path.join(folder, name)).equals(readFileSync(path.join(here, name))), name).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the shop is at most 5 MB', () => {
  expect(committed).toHaveLength(8);
  expect(committed.reduce((sum, name) => sum + statSync(path.join(here, name)).size, 0)).toBeLessThanOrEqual(5_000_000);
});
