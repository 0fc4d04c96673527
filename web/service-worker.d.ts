// What a service worker finds in its global scope, for the compiler that checks web/site/service-worker.js.

declare const registration: ServiceWorkerRegistration;
declare const clients: Clients;
// Written in front of the worker by tools/lib/list-site.mjs.
declare const site: { version: string; files: Record<string, string> };
declare function addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
declare function addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
