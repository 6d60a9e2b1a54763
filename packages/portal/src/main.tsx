import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startSession } from './session/session.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);
const start = await startSession();
root.render(<App start={start} />);
