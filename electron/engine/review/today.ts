/** Today's date in UTC, ISO: what a waiver's last day is held against. */
export const today = (): string => new Date().toISOString().slice(0, 10);
