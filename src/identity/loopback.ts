const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an address stays on this machine, whatever the network does. */
export const isLoopback = (url: URL): boolean => LOOPBACK_HOSTS.includes(url.hostname);
