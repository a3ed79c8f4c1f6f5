/** Reports of one batch: one transaction and one disclosure record, short enough for a request. */
export const MOST_REPORTS = 100;
