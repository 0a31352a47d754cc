import type { Text } from '#core/messages/text';
import type { Group, Stage } from './read';

/** The name of a stage, or of winning. */
export const stageText = ({ name }: Stage): Text => (name === null ? { key: 'pipeline_won_stage' } : { literal: name });

/** The name of a group. */
export const groupText = ({ part }: Group): Text => (part === null ? { key: 'pipeline_no_value' } : { literal: part });
