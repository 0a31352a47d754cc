import { afterEach, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { openMemoryStorage } from '#edge/storage/storage';
import { legacyEncoder } from '../../../tests/support/legacy-encoder';
import { stageKeeper, settled, until, type Stage } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

/** Long enough for what is kept behind the scenes. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 80));

/** Too few Korean characters to be told from Chinese. */
const TEXT = 'order_id,customer_id,ordered_at,net_amount,city\n1,a,2026-01-02,12.5,서울\n2,b,2026-01-13,7,부산\n3,a,2026-02-14,9,서울\n';
const korean = () => new File([Uint8Array.from(legacyEncoder('euc-kr')(TEXT))], 'korea.csv', { lastModified: 1 });
const cities = async ({ engine }: Stage) =>
  rowsOf(await engine.query('SELECT DISTINCT CAST(city AS VARCHAR) AS city FROM customers ORDER BY 1')).map(({ city }) => city);
const dialectOf = ({ workspace }: Stage) => workspace.drafts[0]?.preview?.head.dialect.encoding;

test('IN8 a person names the encoding: the file is read anew, and it stays so at the next visit', async () => {
  const storage = openMemoryStorage();
  const stage = await open({ storage });
  await stage.workspace.dropFiles([korean()]);
  await settled(stage);
  expect(dialectOf(stage)).toBe('gb18030');
  expect(await cities(stage)).not.toContain('서울');

  await stage.workspace.setEncoding(stage.workspace.drafts[0]!.id, 'euc-kr');
  await settled(stage);
  await until(() => stage.workspace.drafts[0]!.ledger !== null, 'loaded anew');
  expect(stage.workspace.drafts[0]!.preview!.head).toMatchObject({ encodingFrom: 'named', dialect: { encoding: 'euc-kr' } });
  expect(await cities(stage)).toEqual(['부산', '서울']);

  await pause();
  const again = await open({ storage });
  await settled(again);
  expect(dialectOf(again)).toBe('euc-kr');
  expect(await cities(again)).toEqual(['부산', '서울']);
});

test('IN8 an encoding that was found is found again at the next visit, and nobody is said to have named it', async () => {
  const storage = openMemoryStorage();
  const stage = await open({ storage });
  await stage.workspace.dropFiles([korean()]);
  await settled(stage);
  await pause();
  const again = await open({ storage });
  await settled(again);
  expect(again.workspace.drafts[0]!.preview!.head).toMatchObject({ encodingFrom: 'guess', dialect: { encoding: 'gb18030' } });
});

test('IN8 an encoding in which the bytes mean nothing is refused with a sentence, and the file stays as it was', async () => {
  const stage = await open();
  await stage.workspace.dropFiles([korean()]);
  await settled(stage);
  const before = stage.workspace.drafts[0];
  await stage.workspace.setEncoding(before!.id, 'utf-8');
  expect(stage.workspace.drafts[0]).toEqual(before);
  expect(stage.workspace.notices.map(({ text }) => ('key' in text ? text.key : ''))).toEqual(['issue_file_encoding_wrong']);
});
