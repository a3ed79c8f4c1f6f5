import { channelOf, type AuthorizationAnswer } from './authorization';

/** In the login window, after the redirect: hands the answer to the page that waits for it, and goes away. */
export const handOver = (answer: AuthorizationAnswer, root: HTMLElement): void => {
  history.replaceState(null, '', window.location.pathname);
  const channel = new BroadcastChannel(channelOf(answer.state));
  channel.postMessage(answer);
  channel.close();
  const text = document.createElement('p');
  text.className = 'spona-handed-over';
  text.textContent = 'Close this window and go back to the console.';
  root.replaceChildren(text);
  window.close();
};
