import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { ExecutionResult } from 'graphql';
import { untilAborted } from '../lib/until-aborted';
import type { Gate } from './gate';
import type { OperationContext } from './operation-context';
import type { OperationExecutor } from './server-parts';

type Gateway = ApolloServerOptionsWithGateway<OperationContext>['gateway'];

/** The form in which Apollo calls what executes. */
export type ApolloExecutor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** The executor behind the gate and the deadline. An operation that runs on after its deadline keeps its place until it ends. */
export const runOperation =
  (executor: OperationExecutor, gate: Gate): ApolloExecutor =>
  async ({ context, document, operation, operationName, request }) => {
    const { requestId, viewer, renewViewer, signal, idempotencyKey, progress } =
      context as unknown as OperationContext;
    const leave = await gate.enter(signal);
    progress.executing = true;
    const run = async (): Promise<ExecutionResult> => {
      try {
        return await executor({
          requestId,
          viewer,
          ...(renewViewer === undefined ? {} : { renewViewer }),
          signal,
          idempotencyKey,
          document,
          definition: operation,
          operationName,
          variables: request.variables ?? {},
        });
      } finally {
        leave();
      }
    };
    try {
      return (await untilAborted(run(), signal)) as Awaited<ReturnType<ApolloExecutor>>;
    } catch (error) {
      // What is told to the client now is the server's refusal, whatever the executor still records.
      if (signal.aborted) progress.executing = false;
      throw error;
    }
  };
