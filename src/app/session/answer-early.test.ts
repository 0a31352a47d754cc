import { afterEach, expect, test } from 'vitest';
import { stageKeeper, until } from './test-parts';

const { open, closeAll } = stageKeeper();
afterEach(closeAll);

const DATES = Array.from({ length: 20 }, (_, at) => `D${at},M${at % 7},0${1 + (at % 9)}/0${1 + (at % 7)}/2026,${at}.50`);
const TEXT = ['order_id,customer_id,ordered_at,net_amount', ...DATES, ''].join('\n');

/** A file whose bytes are held back once it stands on the screen. */
class HeldFile extends File {
  isShown = (): boolean => false;
  gate: Promise<void> = Promise.resolve();
  waits = 0;
  override slice(...range: Parameters<File['slice']>): Blob {
    const part = super.slice(...range);
    if (this.isShown()) {
      this.waits++;
      part.arrayBuffer = () => this.gate.then(() => new Blob([part]).arrayBuffer());
    }
    return part;
  }
}

/** The file dropped, its question shown, and the comparison with other files still going on. */
async function dropHeld(text = TEXT) {
  const stage = await open();
  const file = new HeldFile([text], 'early.csv', { lastModified: 1 });
  let release = () => {};
  file.gate = new Promise((resolve) => (release = resolve));
  file.isShown = () => (stage.workspace.drafts[0]?.preview ?? null) !== null;
  const dropped = stage.workspace.dropFiles([file]);
  await until(() => file.waits > 0, 'compared');
  return { stage, finish: () => (release(), dropped), draft: stage.workspace.drafts[0]! };
}

test('MF20 an answer given while files are compared stays given', async () => {
  const { stage, finish, draft } = await dropHeld();
  const question = draft.preview!.questions[0]!;
  const key = `${question.kind}:${question.header}`;
  void stage.workspace.answer(draft.id, key, question.answers[1]!.value);
  await until(() => Object.keys(stage.workspace.drafts[0]?.answers ?? {}).length === 1, 'answered');
  const { answers } = stage.workspace.drafts[0]!;
  await finish();
  await until(() => (stage.workspace.drafts[0]?.ledger ?? null) !== null, 'loaded');
  expect(stage.workspace.drafts[0]!.answers).toEqual(answers);
  expect(stage.workspace.drafts[0]!.ledger).toMatchObject({ records: 20, kept: 20 });
});

test('MF20 a file removed while files are compared stays away', async () => {
  const { stage, finish, draft } = await dropHeld();
  await stage.workspace.removeDraft(draft.id);
  await finish();
  expect(stage.workspace.drafts).toEqual([]);
});

/** So long that its middle and end are looked at after its head stands on the screen. */
const LONG = [TEXT.split('\n')[0]!, ...Array.from({ length: 150 }, () => DATES).flat(), ''].join('\n');

test('SE19 an answer given before the whole file was looked at stays given', async () => {
  const { stage, finish, draft } = await dropHeld(LONG);
  const question = draft.preview!.questions[0]!;
  const key = `${question.kind}:${question.header}`;
  void stage.workspace.answer(draft.id, key, question.answers[1]!.value);
  await until(() => Object.keys(stage.workspace.drafts[0]?.answers ?? {}).length === 1, 'answered');
  const { answers, mapping } = stage.workspace.drafts[0]!;
  await finish();
  expect([stage.workspace.drafts[0]!.answers, stage.workspace.drafts[0]!.mapping]).toEqual([answers, mapping]);
});
