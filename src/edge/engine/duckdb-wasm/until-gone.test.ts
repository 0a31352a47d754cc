import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { QueryError } from '../connector';
import { untilGone } from './until-gone';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const crash = new QueryError('crashed', 'It stopped.', '');

/** The end of a worker, and the word of it. */
function engine() {
  let end = (_reason: QueryError): void => undefined;
  const gone = new Promise<QueryError>((resolve) => (end = resolve));
  return { gone, end };
}

describe('a call of the engine', () => {
  it('settles as its work does', async () => {
    const alive = untilGone(engine().gone);
    await expect(alive(Promise.resolve(7))).resolves.toBe(7);
    await expect(alive(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('rejects with the reason when the engine ends before it, and so does a call that comes later', async () => {
    const { gone, end } = engine();
    const alive = untilGone(gone);
    const open = alive(new Promise<never>(() => undefined));
    end(crash);
    await expect(open).rejects.toBe(crash);
    await expect(alive(new Promise<never>(() => undefined))).rejects.toBe(crash);
  });

  it('keeps the outcome of work that was done when the engine ended', async () => {
    const { gone, end } = engine();
    const alive = untilGone(gone);
    const fault = new Error('The file is not there any more.');
    const failed = alive(Promise.reject(fault));
    end(crash);
    await expect(failed).rejects.toBe(fault);
    await gone;
    await expect(alive(Promise.resolve(7))).resolves.toBe(7);
  });

  it('is told after whoever looks after the engine, however late that began to listen', async () => {
    const { gone, end } = engine();
    const alive = untilGone(gone);
    const heard: string[] = [];
    const call = alive(new Promise<never>(() => undefined)).catch(() => heard.push('call'));
    void gone.then(() => undefined).then(() => heard.push('keeper'));
    end(crash);
    await call;
    expect(heard).toEqual(['keeper', 'call']);
  });

  it('is not kept once it is answered, where a race keeps its outcome', async () => {
    const { gone } = engine();
    const alive = untilGone(gone);
    const collected = async (call: (work: Promise<object>) => Promise<object>): Promise<number> => {
      let count = 0;
      const registry = new FinalizationRegistry(() => (count += 1));
      for (let at = 0; at < 100; at++) {
        const outcome = { rows: new Array<number>(10_000).fill(at) };
        registry.register(outcome, at);
        await call(Promise.resolve(outcome));
      }
      for (let times = 0; times < 5; times++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return count;
    };
    expect(await collected(alive)).toBeGreaterThan(90);
    expect(await collected((work) => Promise.race([work, gone as Promise<object>]))).toBeLessThan(10);
  });
});
