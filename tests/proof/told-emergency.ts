import type { Json } from './ask';
import type { Content } from './canary-fill';
import { time } from './truth';

const REVIEW_WITHIN = 7 * 86_400_000;

const isoOrNull = (value: unknown): string | null =>
  value === null ? null : new Date(time(value)).toISOString();

/** What is told of an emergency access that was opened, but for whose it is and what it opened. */
export const toldEmergency = (row: Content, now: number): Json => {
  const due = time(row['ends_at']) + REVIEW_WITHIN;
  return {
    caseId: row['case_id'],
    reason: row['reason'],
    purpose: row['purpose'],
    hours: row['hours'],
    requestedAt: isoOrNull(row['requested_at']),
    openedAt: isoOrNull(row['decided_at']),
    endsAt: isoOrNull(row['ends_at']),
    open: now < time(row['ends_at']),
    verdict: row['verdict'],
    note: row['note'],
    reviewedAt: isoOrNull(row['reviewed_at']),
    reviewBefore: new Date(due).toISOString(),
    overdue: row['verdict'] === null && due <= now,
  };
};
