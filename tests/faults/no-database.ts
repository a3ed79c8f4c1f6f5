/** The global set-up of tests that need no database: nothing. It spares their runs more than half of their time. */
export default function setup(): void {
  // Nothing is started, and nothing has to be stopped.
}
