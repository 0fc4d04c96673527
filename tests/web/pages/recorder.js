// Loaded before the page's own scripts: keeps its complaints, in every browser alike.
globalThis.recorder = { messages: [] };
{
  const keep = (kind, text) => globalThis.recorder.messages.push(`${kind}: ${text}`);
  for (const level of ['error', 'warn']) {
    const original = console[level];
    console[level] = (...values) => {
      keep(`console.${level}`, values.map(String).join(' '));
      original.apply(console, values);
    };
  }
  const whatFailed = ({ message, target }) => message ?? `loading ${target?.src ?? target?.href}`;
  addEventListener('error', (event) => keep('error', whatFailed(event)), true);
  addEventListener('unhandledrejection', (event) => keep('rejection', event.reason));
  document.addEventListener('securitypolicyviolation', (event) =>
    keep('policy', `${event.violatedDirective} refuses ${event.blockedURI}`),
  );
}
