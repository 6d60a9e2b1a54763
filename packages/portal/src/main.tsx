import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { loadSignedIn } from './app/load.ts';
import { meQuery } from './app/me.ts';
import { firstLanguage } from './app/preferences.tsx';
import { queries } from './app/queries.ts';
import { loadMessages } from './messages/Messages.tsx';
import { startSession } from './session/session.ts';

// What the first page needs is asked for at once, not one after the other.
void loadMessages(firstLanguage());
const root = createRoot(document.getElementById('root') as HTMLElement);
const start = await startSession();
if (start.signedIn) {
  void loadSignedIn();
  void queries.prefetchQuery(meQuery);
}
root.render(<App start={start} />);
