/** Setup and teardown are separate modules of one process; they meet here. */
const holder = globalThis as { sponaTestCluster?: () => Promise<void> };

/** Remembers how to stop and remove the cluster. */
export const keepRunning = (remove: () => Promise<void>): void => {
  holder.sponaTestCluster = remove;
};

export const stopRunning = async (): Promise<void> => {
  await holder.sponaTestCluster?.();
  delete holder.sponaTestCluster;
};
