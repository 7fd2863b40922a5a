/** The entry: small, so that it runs early. It asks for the page that the address names and for React at one time, and mounts the page when both are there. */
import { fetchPage } from './app/pages.ts';
import { routeOf } from './app/routes.ts';
import './ui/tokens.css';
import './ui/controls.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root to mount on');
// Not awaited at the top: what the build splits off imports from this file, and would wait for it to end.
void Promise.all([import('./app/mount.tsx'), fetchPage(routeOf(window.location.hash))]).then(([{ mount }]) => mount(root));
