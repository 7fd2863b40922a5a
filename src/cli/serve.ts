/**
 * `npm start`: builds the page, serves it and prints its address, on the next free port if the usual one is taken. It is Vite's preview server with one
 * addition: it ends when the shell that npm started it in ends, so that a stopped `npm start` leaves no server behind.
 */
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const PARENT_CHECK_MS = 500;
const root = fileURLToPath(new URL('../..', import.meta.url));

await build({ root });
const server = await preview({ root });
server.printUrls();
process.stdout.write('  Press Ctrl+C to stop.\n');

const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, PARENT_CHECK_MS);
