/** The day on the calendar of whoever sits here, `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  return [digits(now.getFullYear(), 4), digits(now.getMonth() + 1, 2), digits(now.getDate(), 2)].join('-');
}
