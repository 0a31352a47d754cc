import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import type { CommandGroup } from './commands';

/** The heading of a group of commands. */
export function groupWords(group: CommandGroup, locale: Locale): string {
  const words = { go: m.command_group_go, data: m.command_group_data, report: m.command_group_report, page: m.command_group_page };
  return words[group]({}, { locale });
}
