import { untilAborted } from '../lib/until-aborted';
import type { Gate } from './gate';
import type { OperationContext } from './operation-context';
import type { OperationExecutor } from './server-parts';

/** The executor behind the gate and the deadline. An operation that runs on after its deadline keeps its place until it ends. */
export const runOperation =
  (executor: OperationExecutor, gate: Gate): OperationExecutor =>
  async (request) => {
    const { signal, progress } = request.context as unknown as OperationContext;
    const leave = await gate.enter(signal);
    progress.executing = true;
    const run = async (): ReturnType<OperationExecutor> => {
      try {
        return await executor(request);
      } finally {
        leave();
      }
    };
    try {
      return await untilAborted(run(), signal);
    } catch (error) {
      // What is told to the client now is the server's refusal, whatever the executor still records.
      if (signal.aborted) progress.executing = false;
      throw error;
    }
  };
