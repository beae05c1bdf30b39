/** Numbers, sizes and times as people read them. */
const whole = new Intl.NumberFormat('en-GB');
const oneDigit = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const exactMoment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

export const formatCount = (count: number): string => whole.format(count);

/** `372`, `1.6k`: where there is room for no more, and the exact number stands nearby. */
export const formatCompact = (count: number): string =>
  count < 1000 ? whole.format(count) : compact.format(count).toLowerCase();

/** `1 record`, `2 records`. */
export const formatCounted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

export function formatBytes(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(size) : oneDigit.format(size)} ${units[unit] ?? ''}`;
}

/** Minutes are close enough to know when; `formatExactTime` is for where it matters. */
export const formatTime = (iso: string): string => moment.format(new Date(iso));

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** An ISO date, whatever the machine's time zone. */
export const formatDay = (isoDate: string): string => day.format(new Date(`${isoDate}T00:00:00Z`));

export const formatExactTime = (iso: string): string => exactMoment.format(new Date(iso));

/** `4 s`, `about 3 min`, `about 2 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `about ${Math.round(seconds / 60)} min`;
  return `about ${oneDigit.format(seconds / 3600)} h`;
}

/** `83 ms`, `1.2 s`: how long something short took. */
export const formatSeconds = (seconds: number): string =>
  seconds < 1 ? `${whole.format(Math.round(seconds * 1_000))} ms` : `${oneDigit.format(seconds)} s`;

/** `12.5 %`; a share that is too small for one digit is not called none. */
export function formatShare(part: number, of: number): string {
  if (of === 0) return '';
  const percent = (100 * part) / of;
  return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${oneDigit.format(percent)} %`;
}

/** The last part of a path, whichever system it comes from. */
export const fileName = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
