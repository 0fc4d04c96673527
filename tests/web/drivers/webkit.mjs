// WebKitGTK, Safari's engine, in its MiniBrowser through WebKitWebDriver, on a screen of its own.
// The driver tells nothing of the console: `messages` is what recorder.js, which the tests' site loads first, keeps.
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';

import { pointerActions } from './actions.mjs';
import { start, startScreen } from './processes.mjs';

const miniBrowser = process.env.MINIBROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const codeOfKey = {
  Tab: '\uE004', Enter: '\uE006', Escape: '\uE00C', Shift: '\uE008', Control: '\uE009', ArrowLeft: '\uE012', ArrowRight: '\uE014',
  ArrowUp: '\uE013', ArrowDown: '\uE015', Home: '\uE011', End: '\uE010',
};

export async function launchWebKit({ width, height, scale, dark }) {
  const screen = await startScreen();
  const port = await freePort();
  const driver = start('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
    env: {
      DISPLAY: screen.display,
      GDK_SCALE: String(scale),
      GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const stop = () => driver.stop().finally(screen.stop);
  try {
    const session = await newSession(`http://127.0.0.1:${port}`);
    const page = webKitPage(session.send);
    await page.resize(width, height);
    return {
      name: 'webkit',
      version: `WebKitGTK/${session.version}`,
      ...page,
      close: () => session.send('DELETE', '').finally(stop),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function newSession(driver) {
  const options = { binary: miniBrowser, args: ['--automation'] };
  await answered(`${driver}/status`);
  const { sessionId, capabilities } = await command('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } },
  });
  const send = (method, path, body) => command(method, `${driver}/session/${sessionId}${path}`, body);
  return { send, version: capabilities.browserVersion };
}

function webKitPage(send) {
  const evaluate = async (expression) => {
    const script = `const done = arguments[0];
      const traced = (error) => (error?.stack ? \`\${error}\\n\${error.stack}\` : String(error));
      (async () => (${expression}))().then((value) => done({ value }), (error) => done({ error: traced(error) }));`;
    const { value, error } = await send('POST', '/execute/async', { script, args: [] });
    if (error) throw new Error(error);
    return value;
  };
  return {
    messages: [],
    open: (url) => send('POST', '/url', { url }),
    evaluate,
    pointers: ['mouse', 'pen'],
    draw: (strokes, pointer = 'mouse') => send('POST', '/actions', { actions: pointerActions(strokes, pointer) }),
    press(keys) {
      const values = keys.split('+').map((key) => codeOfKey[key] ?? key);
      const actions = [
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.reverse().map((value) => ({ type: 'keyUp', value })),
      ];
      return send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    // The window is larger than the viewport by its bars, no narrower than its tool bar (450 pixels), and changes
    // some time after it was told to: told anew until the viewport is right, or stays as it is.
    async resize(width, height) {
      let before = [0, 0];
      for (let attempt = 0; attempt < 40; ++attempt) {
        const [w, h] = await evaluate('[innerWidth, innerHeight]');
        if (w === width && h === height) return;
        if (attempt > 10 && h === height && w === before[0]) return;
        before = [w, h];
        const window = await send('GET', '/window/rect');
        await send('POST', '/window/rect', { width: width + window.width - w, height: height + window.height - h });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the viewport is ${before.join(' x ')}, not ${width} x ${height}`);
    },
    screenshot: async (file) => writeFile(file, Buffer.from(await send('GET', '/screenshot'), 'base64')),
    requests: () => evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)"),
  };
}

async function command(method, address, body) {
  const answer = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}

async function answered(address) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await command('GET', address);
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`WebKitWebDriver does not answer: ${error.message}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
