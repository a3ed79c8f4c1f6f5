const MINUTE = 60_000;

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);
export const hoursAfter = (at: Date, hours: number): Date => minutesAfter(at, Math.round(hours * 60));
export const daysAfter = (at: Date, days: number): Date => hoursAfter(at, days * 24);

export const toMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);

/** The day in UTC, as the database's `date`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
export const later = (one: Date, other: Date): Date => (one > other ? one : other);
