/** The address of a running demo hub for the tests in a browser, from `TEST_HUB`; null if there is none. */
export const hubAddress: string | null = process.env['TEST_HUB'] ?? null;
