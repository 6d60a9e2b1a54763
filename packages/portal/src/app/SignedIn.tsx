import { RouterProvider } from '@tanstack/react-router';
import { createPortalRouter } from '../routes.tsx';
import { queries } from './queries.ts';

const router = createPortalRouter(queries);

/** The pages, for whoever is signed in. */
export default function SignedIn() {
  return <RouterProvider router={router} />;
}
