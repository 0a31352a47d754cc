import { fail, succeed, type Result } from '#core/model/result';
import { barsSql } from '#core/query/funnel/outcome';
import { evenBins, logBins, timeBins, TIME_STATS } from '#core/query/funnel/time-bins';
import { timeCurve } from '#core/query/funnel/time-curve';
import type { Relation } from '#core/query/types';
import type { CompileContext } from '../contract';
import { groupRelations } from './groups-sql';
import { grainOf } from './lengths';
import { unitWord, type FunnelParams } from './params';
import { stepsOf, timeStepsOf, windowOf, type FunnelQuery } from './question';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

/** What a face counts: its relations, and which of them answer which part. */
export interface FaceSql {
  readonly relations: readonly Relation[];
  readonly parts: readonly (readonly [part: string, relation: string])[];
}

/** `kept_owned`: attempts and sessions with their customers. */
function ownedOf({ owner }: FunnelQuery): Relation {
  const { join, column } = owner('kept');
  return { name: 'kept_owned', sql: `SELECT kept.*, ${column} AS people\nFROM kept${join}` };
}

function barsFace(params: FunnelParams, asked: FunnelQuery, context: CompileContext): FaceSql {
  const { shape } = asked;
  const counted = unitWord(params) === 'customers';
  const bars = { name: 'step_bars', sql: counted ? barsSql(shape, 'kept') : barsSql(shape, 'kept_owned', [], true) };
  const groups = groupRelations(params, asked, context);
  return {
    relations: [ownedOf(asked), bars, ...groups],
    parts: [['bars', 'step_bars'], ...(groups.length > 0 ? [['groups', 'group_bars'] as const] : [])],
  };
}

/** `entry_periods` (FC11): by period of entry, how many units reached each step: `n_1` … */
function trendFace({ shape }: FunnelQuery): FaceSql {
  const counts = shape.steps.map((_, place) => `count(t_${place + 1}) AS n_${place + 1}`).join(', ');
  const sql = `SELECT period, ${counts}\nFROM kept\nGROUP BY period`;
  return { relations: [{ name: 'entry_periods', sql }], parts: [['trend', 'entry_periods']] };
}

/** `time_account` (FC13): the statistics of the time, and how many did the earlier step. */
function timeFace(params: FunnelParams, from: number, to: number): FaceSql {
  const grain = `CASE WHEN (SELECT dated FROM stream_clock) THEN ${DAY} ELSE ${SECOND} END`;
  const bins = { even: () => evenBins(from, to, grain), log: () => logBins(from, to), cube_root: () => timeBins(from, to, null) }[
    params.bins
  ]();
  const sql = `SELECT *, (SELECT count(t_${from}) FROM kept) AS begun\nFROM time_stats`;
  return {
    relations: [...bins, TIME_STATS, { name: 'time_account', sql }],
    parts: [
      ['time', 'time_account'],
      ['bins', 'time_bins'],
    ],
  };
}

/** FC14: `time_curve`, its times in grains. */
function curveFace(params: FunnelParams, { shape, clock }: FunnelQuery, from: number, to: number): FaceSql {
  const grain = `CASE WHEN (SELECT dated FROM stream_clock) THEN ${DAY} ELSE ${grainOf(windowOf(params))} END`;
  return { relations: timeCurve(shape, from, to, clock.end, grain), parts: [['curve', 'time_curve']] };
}

/** What the chosen face counts; refused where it asks for steps that are not there (FC13). */
export function faceSql(params: FunnelParams, asked: FunnelQuery, context: CompileContext): Result<FaceSql> {
  if (params.show === 'bars') return succeed(barsFace(params, asked, context));
  if (params.show === 'trend') return succeed(trendFace(asked));
  const steps = stepsOf(params, context.model);
  const { from, to } = timeStepsOf(params, steps);
  if (from >= to || to > steps.length) return fail({ code: 'issue_funnel_time_steps', values: { n: steps.length }, path: ['timeTo'] });
  return succeed(params.show === 'time' ? timeFace(params, from, to) : curveFace(params, asked, from, to));
}
