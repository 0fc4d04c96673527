// Installs the service worker, once the page can read.  Where there is none, or it is refused, the page does without.
export function workOffline() {
  navigator.serviceWorker?.register(new URL('service-worker.js', import.meta.url)).catch(() => {});
}
