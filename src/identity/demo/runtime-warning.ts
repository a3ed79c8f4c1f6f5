/** How oidc-provider's warning of a Node that it does not support begins; the hub says itself which ones it runs on. */
const UNSUPPORTED = /oidc-provider WARNING: Unsupported runtime\./u;

/** Loads what imports oidc-provider, without the one warning that this prints where Node is older than it likes; any other is printed. */
export const withoutRuntimeWarning = async <T>(load: () => Promise<T>): Promise<T> => {
  const printed = console as { warn: (...words: unknown[]) => void };
  const { warn } = printed;
  printed.warn = (...words: unknown[]): void => {
    if (!UNSUPPORTED.test(String(words[0]))) warn.apply(console, words);
  };
  try {
    return await load();
  } finally {
    printed.warn = warn;
  }
};
