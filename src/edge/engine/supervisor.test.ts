import { describe, expect, test, vi } from 'vitest';
import { rowsOf, type Columns } from '#core/model/columns';
import { QueryError, type EngineState } from './connector';
import type { EngineSession } from './session';
import { createSupervisor } from './supervisor';

const cell = (value: string): Columns => ({ rowCount: 1, columns: [{ name: 'v', type: 'text', values: [value] }] });
const plan = (name: string): Columns => ({
  rowCount: 1,
  columns: [{ name: 'explain_value', type: 'text', values: [JSON.stringify([{ name, children: [], extra_info: { Function: name } }])] }],
});
const crash = (message = 'gone') => new QueryError('crashed', message, '');

/** An engine played by the test: it answers every text with itself, `HANG` never, and throws on what `faults` names. */
function createPlayer(faults: Record<string, Error> = {}) {
  const lives: { texts: string[]; session: EngineSession }[] = [];
  const open = async (): Promise<EngineSession> => {
    const texts: string[] = [];
    let end: EngineSession['end'] = () => undefined;
    const gone = new Promise<QueryError>((resolve) => (end = resolve));
    const run = (sql: string): Promise<Columns> => {
      texts.push(sql);
      const fault = Object.entries(faults).find(([mark]) => sql.includes(mark));
      if (fault) return Promise.reject(fault[1]);
      return Promise.race([
        sql.includes('HANG') ? new Promise<Columns>(() => undefined) : Promise.resolve(cell(sql)),
        gone.then((reason) => Promise.reject(reason)),
      ]);
    };
    const session: EngineSession = {
      gone,
      end,
      run,
      silence: () => 0,
      runPrepared: async () => plan('SEQ_SCAN'),
      attach: async (name) => `in/${name}`,
      detach: async () => undefined,
    };
    lives.push({ texts, session });
    return session;
  };
  return { lives, open };
}

function createWatched(player: ReturnType<typeof createPlayer>) {
  const states: EngineState['state'][] = [];
  return { states, supervisor: createSupervisor({ open: player.open, onState: (state) => states.push(state.state) }) };
}

describe('the life of an engine', () => {
  test('KL2 KL3 a list is made once in a life, voided by what the loader does, and made again in the next life', async () => {
    const player = createPlayer();
    const { supervisor } = createWatched(player);
    const lists = [{ name: 'segment_1', sql: 'SELECT id FROM people' }];
    const ask = () => supervisor.query('SELECT count(*) FROM segment_1', { lists });
    const made = () => player.lives.map(({ texts }) => texts.filter((text) => text.startsWith('CREATE TEMPORARY TABLE')).length);
    await ask();
    await ask();
    expect(made()).toEqual([1]);
    expect(player.lives[0]!.texts.slice(0, 3)).toEqual([
      'BEGIN TRANSACTION READ ONLY',
      'CREATE TEMPORARY TABLE temp.main.kept_list_1 AS SELECT * FROM (\nSELECT id FROM people\n) AS cell',
      'COMMIT',
    ]);
    await supervisor.execute('INSERT');
    expect(player.lives[0]!.texts.slice(-2)).toEqual(['DROP TABLE IF EXISTS temp.main.kept_list_1', 'INSERT']);
    await ask();
    expect(made()).toEqual([2]);
    player.lives[0]!.session.end(crash());
    await ask();
    await ask();
    expect(made()).toEqual([2, 1]);
  });

  test('KL6 a list that the engine dies of is named, and the next life makes it anew', async () => {
    const faults: Record<string, Error> = { dear: Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' }) };
    const player = createPlayer(faults);
    const { supervisor } = createWatched(player);
    const lists = [{ name: 'segment_1', sql: 'SELECT dear FROM people' }];
    const ask = () => supervisor.query('SELECT count(*) FROM segment_1', { lists });
    await expect(ask()).rejects.toMatchObject({ kind: 'crashed', list: 'segment_1', sql: 'SELECT dear FROM people' });
    delete faults['dear'];
    await ask();
    expect(player.lives).toHaveLength(2);
  });

  test('a statement running when the engine dies rejects with its SQL, the waiting ones go on in the next life', async () => {
    const player = createPlayer();
    const { supervisor, states } = createWatched(player);
    supervisor.onRestart(async (engine) => void (await engine.execute('CREATE TABLE again')));
    const running = supervisor.execute('HANG');
    const waiting = [supervisor.execute('SELECT 1'), supervisor.execute('SELECT 2')];
    await vi.waitFor(() => expect(player.lives[0]?.texts).toEqual(['HANG']));
    player.lives[0]!.session.end(crash());
    await expect(running).rejects.toMatchObject({ kind: 'crashed', sql: 'HANG' });
    expect((await Promise.all(waiting)).map((result) => rowsOf(result)[0]!.v)).toEqual(['SELECT 1', 'SELECT 2']);
    expect(player.lives[1]!.texts).toEqual(['CREATE TABLE again', 'SELECT 1', 'SELECT 2']);
    expect(states).toEqual(['starting', 'ready', 'restarting', 'ready']);
  });

  test('a trap throws the engine away although it still answers', async () => {
    const trap = Object.assign(new Error('table index is out of bounds'), { name: 'RuntimeError' });
    const player = createPlayer({ TRAP: trap });
    const { supervisor } = createWatched(player);
    await expect(supervisor.execute('TRAP')).rejects.toMatchObject({ kind: 'crashed', sql: 'TRAP' });
    await supervisor.execute('SELECT 1');
    expect(player.lives.map((life) => life.texts)).toEqual([['TRAP'], ['SELECT 1']]);
  });

  test('a fault in the SQL leaves the engine alone, and the transaction is closed', async () => {
    const player = createPlayer({ WRONG: new Error('Binder Error: no column') });
    const { supervisor } = createWatched(player);
    await expect(supervisor.query('SELECT WRONG')).rejects.toMatchObject({ kind: 'sql', sql: 'SELECT WRONG' });
    expect(player.lives).toHaveLength(1);
    expect(player.lives[0]!.texts).toEqual(['BEGIN TRANSACTION READ ONLY', 'SELECT * FROM (\nSELECT WRONG\n) AS cell', 'ROLLBACK']);
  });

  test('a cancel the engine does not hear throws it away', async () => {
    vi.useFakeTimers();
    try {
      const player = createPlayer();
      const { supervisor } = createWatched(player);
      const stop = new AbortController();
      const running = supervisor.execute('HANG', { signal: stop.signal });
      const outcome = expect(running).rejects.toMatchObject({ kind: 'cancelled' });
      await vi.advanceTimersByTimeAsync(10);
      stop.abort();
      await vi.advanceTimersByTimeAsync(6000);
      await outcome;
      await supervisor.execute('SELECT 1');
      expect(player.lives).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('silence for two minutes counts as death', async () => {
    vi.useFakeTimers();
    try {
      const player = createPlayer();
      const quiet = async () => ({ ...(await player.open()), silence: () => Number.POSITIVE_INFINITY });
      const supervisor = createSupervisor({ open: quiet, onState: () => undefined });
      const outcome = expect(supervisor.execute('HANG')).rejects.toMatchObject({ kind: 'timeout', sql: 'HANG' });
      await vi.advanceTimersByTimeAsync(125_000);
      await outcome;
    } finally {
      vi.useRealTimers();
    }
  });

  test('an engine that dies again and again is given up, says so, and can be started by hand', async () => {
    const player = createPlayer();
    const { supervisor, states } = createWatched(player);
    await supervisor.ready();
    for (let life = 0; life < 4; life += 1) {
      await vi.waitFor(() => expect(states.at(-1)).toBe('ready'));
      expect(player.lives).toHaveLength(life + 1);
      player.lives[life]!.session.end(crash());
      await vi.waitFor(() => expect(states.at(-1)).not.toBe('restarting'));
    }
    expect(supervisor.state.state).toBe('failed');
    await expect(supervisor.query('SELECT 1')).rejects.toMatchObject({ name: 'QueryError', kind: 'crashed', sql: 'SELECT 1' });
    await supervisor.restart();
    expect(rowsOf(await supervisor.execute('SELECT 2'))[0]!.v).toBe('SELECT 2');
  });

  test('an engine that cannot start rejects what was asked of it, and a rebuild that fails is no start', async () => {
    const never = createSupervisor({ open: () => Promise.reject(new Error('no engine')), onState: () => undefined });
    await expect(never.ready()).rejects.toMatchObject({ name: 'QueryError', message: 'no engine' });
    await expect(never.attachFile('a', { blob: new Blob([]) })).rejects.toMatchObject({ name: 'QueryError' });

    const player = createPlayer();
    const { supervisor } = createWatched(player);
    await supervisor.ready();
    supervisor.onRestart(() => Promise.reject(new Error('the file is gone')));
    player.lives[0]!.session.end(crash());
    await vi.waitFor(() => expect(supervisor.state).toEqual({ state: 'failed', message: 'the file is gone' }));
    await expect(supervisor.query('SELECT 1')).rejects.toMatchObject({ message: 'the file is gone' });
  });

  test('closing ends the engine, and nothing asked afterwards stays open', async () => {
    const player = createPlayer();
    const { supervisor } = createWatched(player);
    await supervisor.ready();
    await supervisor.close();
    await expect(supervisor.execute('HANG')).rejects.toMatchObject({ kind: 'crashed' });
  });
});
