/** The name a window begins with. An account of the system is nobody's name: whoever sits there is asked instead. */
const systemAccounts: ReadonlySet<string> = new Set([
  'root',
  'admin',
  'administrator',
  'system',
  'daemon',
  'nobody',
  'node',
  'user',
  'ubuntu',
  'debian',
]);

export const personName = (account: string): string =>
  systemAccounts.has(account.trim().toLowerCase()) ? '' : account.trim();
