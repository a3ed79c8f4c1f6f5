const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|(\[::1\]|::1))$/;

/** Whether a host, in brackets or not, stays on this machine, whatever the network does. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
