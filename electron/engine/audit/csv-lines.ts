/** The trail as CSV for people: a value that a spreadsheet would run as a formula is led by an apostrophe. */
import { auditEventSchema, type AuditEvent } from '../../contract/audit.ts';
import { encodeCsvRecord } from '../intake/scan/csv-fields.ts';

const columns = auditEventSchema.keyof().options;

export const csvHeader = encodeCsvRecord(columns);

export function csvLine(event: AuditEvent): string {
  const fields = columns.map((column) => {
    const value = event[column];
    if (value === null) return null;
    return typeof value === 'number' ? String(value) : neutralise(value);
  });
  return encodeCsvRecord(fields);
}

function neutralise(value: string): string {
  return /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
}
