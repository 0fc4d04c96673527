// What Chromium and Firefox share: a page driven by puppeteer-core.
import { writeFile } from 'node:fs/promises';

// Starts collecting at once, so that nothing of the first page is missed.
export function puppeteerPage(page) {
  const messages = [];
  const requested = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'warning', 'assert'].includes(message.type())) messages.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => messages.push(`uncaught: ${error.message ?? error}`));
  page.on('request', (request) => requested.push(request.url()));
  return {
    messages,
    open: (url) => page.goto(url, { waitUntil: 'load' }),
    evaluate: (expression) => page.evaluate(expression),
    async press(keys) {
      const names = keys.split('+');
      const last = names.pop();
      for (const name of names) await page.keyboard.down(name);
      await page.keyboard.press(last);
      for (const name of names.reverse()) await page.keyboard.up(name);
    },
    screenshot: async (file, { transparent = false } = {}) =>
      writeFile(file, await page.screenshot({ type: 'png', omitBackground: transparent })),
    requests: async () => [...requested],
  };
}
