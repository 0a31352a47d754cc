/** Turns a value of version `from` into one of `from + 1`. Named, gapless, never edited after release. */
export interface Migration<T> {
  readonly name: string;
  readonly from: number;
  up(value: T): T;
}

/** Throws unless the migrations lead from version 1 to `version` one by one: a programmer's mistake, met by a test. */
export function checkGapless<T>(migrations: readonly Migration<T>[], version: number): void {
  const steps = migrations.map((migration) => migration.from);
  const wanted = Array.from({ length: version - 1 }, (_, index) => index + 1);
  if (steps.length !== wanted.length || steps.some((from, index) => from !== wanted[index]))
    throw new Error(`migrations ${JSON.stringify(steps)} do not lead gapless to version ${version}`);
}

/** A value of an older version brought up to `version`. The value itself is left alone. */
export function migrate<T>(value: T, from: number, version: number, migrations: readonly Migration<T>[]): T {
  checkGapless(migrations, version);
  return migrations.filter((migration) => migration.from >= from).reduce((current, migration) => migration.up(current), value);
}
