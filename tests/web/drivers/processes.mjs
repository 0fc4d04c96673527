// Programs that the tests start, and that are gone when the tests end, however they end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const running = new Set();
process.on('exit', () => running.forEach((child) => killGroup(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

// Starts a program in a process group of its own.  `stop()` ends it with all that it started.
export function start(command, args, { env = {}, stdio = 'ignore' } = {}) {
  const child = spawn(command, args, { detached: true, stdio, env: { ...process.env, ...env } });
  const ended = once(child, 'exit');
  child.on('error', (error) => console.error(`${command}: ${error.message} (run tools/setup test)`));
  running.add(child);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      killGroup(child, 'SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
      killGroup(child, 'SIGKILL');
    }
    running.delete(child);
  };
  return { child, stop };
}

// A screen for browsers that need one: {display: ':7', stop()}.  Xvfb chooses a free number itself.
export async function startScreen() {
  const { child, stop } = start(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '2600x2000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = await Promise.race([
    once(child.stdio[3], 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it had a screen'))),
  ]);
  return { display: `:${String(number).trim()}`, stop };
}
