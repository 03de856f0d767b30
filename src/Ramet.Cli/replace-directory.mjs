// node replace-directory.mjs SOURCE TARGET: puts the directory SOURCE in the place of TARGET, which need not exist.
// When another process does the same at the same time, the directory of one of them stays and the other's is left at SOURCE.
import { renameSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const present = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

try {
  renameSync(target, `${source}.old`);
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
try {
  renameSync(source, target);
} catch (error) {
  if (!present.has(error.code)) throw error;
}
