/** Spans of time as people say them. */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `3 seconds`, `About a minute`, `2 weeks`: the largest unit that says enough. Input in seconds. */
export function humanSpan(seconds: number): string {
  if (seconds < 1) return 'Less than a second';
  if (seconds < minute) return plural(seconds, 'second');
  if (seconds < 2 * minute) return 'About a minute';
  if (seconds < hour) return plural(seconds / minute, 'minute');
  if (seconds < 2 * hour) return 'About an hour';
  if (seconds < 2 * day) return plural(seconds / hour, 'hour');
  if (seconds < 14 * day) return plural(seconds / day, 'day');
  if (seconds < 90 * day) return plural(seconds / (7 * day), 'week');
  if (seconds < 730 * day) return plural(seconds / (30 * day), 'month');
  return plural(seconds / (365 * day), 'year');
}

function plural(value: number, unit: string): string {
  const whole = Math.floor(value);
  return whole === 1 ? `1 ${unit}` : `${whole} ${unit}s`;
}
