/** One deployment serves one country; XX is for trials with foreign data. */
export const COUNTRIES = ['RS', 'ME', 'RO', 'XX'] as const;
export type Country = (typeof COUNTRIES)[number];
