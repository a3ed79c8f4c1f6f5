import type { DataSource } from 'typeorm';

export interface EmergencyCount {
  readonly state: string;
  readonly number: number;
}

/** How many emergency accesses of the whole hub are open, and how many reviews are due or overdue. */
export const emergencyCounts = (dataSource: DataSource): Promise<EmergencyCount[]> =>
  dataSource.query<EmergencyCount[]>('select state, number from emergency_counts()');
