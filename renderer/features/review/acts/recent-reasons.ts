/** Reasons given lately, to be given again by a click. Kept in memory alone: a reason may speak of a patient. */

const most = 4;
let recent: readonly string[] = [];

export function rememberReason(reason: string): void {
  recent = [reason, ...recent.filter((each) => each !== reason)].slice(0, most);
}

export const recentReasons = (): readonly string[] => recent;
