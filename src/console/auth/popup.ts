import { channelOf, type AuthorizationAnswer } from './authorization';
import type { LoginWindow } from './login-window';

const WIDTH = 480;
const HEIGHT = 640;

const waitForAnswer = (state: string, signal: AbortSignal): Promise<AuthorizationAnswer> =>
  new Promise((resolve, reject) => {
    // A channel reaches this origin only, and, unlike window.opener, it survives the isolation of windows.
    const channel = new BroadcastChannel(channelOf(state));
    const stop = (): void => {
      channel.close();
      reject(signal.reason instanceof Error ? signal.reason : new Error('The login was cancelled.'));
    };
    signal.addEventListener('abort', stop, { once: true });
    channel.addEventListener('message', (event: MessageEvent<AuthorizationAnswer>) => {
      if (event.data.state !== state) return;
      signal.removeEventListener('abort', stop);
      channel.close();
      resolve(event.data);
    });
  });

export const openPopup = (): LoginWindow | null => {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const popup = window.open(
    'about:blank',
    '',
    `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`,
  );
  if (popup === null) return null;
  // No page on the way may navigate the console. The price: a window at a foreign login service stays open on Cancel.
  popup.opener = null;
  return {
    answer: waitForAnswer,
    go: (url) => {
      popup.location.replace(url);
    },
    close: () => {
      popup.close();
    },
  };
};
