import { messageOf } from './message-of';

/** What is looked at, and what is found; throws with what is wrong. */
export type Check = readonly [subject: string, look: () => Promise<string>];

/** Runs one check and prints its line. Returns whether it held. */
export const report = async ([subject, look]: Check): Promise<boolean> => {
  try {
    console.log(`ok       ${subject}: ${await look()}`);
    return true;
  } catch (error) {
    console.log(`problem  ${subject}: ${messageOf(error).replaceAll('\n', '\n         ')}`);
    return false;
  }
};

/** Runs every check, whatever the others say. Returns whether all held. */
export const reportAll = async (checks: readonly Check[]): Promise<boolean> => {
  let held = true;
  for (const check of checks) held = (await report(check)) && held;
  return held;
};
