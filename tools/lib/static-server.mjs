// A static web server for one machine: what tools/serve runs, and what the browser tests look at the site through.
// It sends no special headers, as GitHub Pages sends none, and answers on the loopback address alone.
//
//   node tools/lib/static-server.mjs FOLDER PORT
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGzip, gzipSync } from 'node:zlib';

const typeOfExtension = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const typeOf = (file) => typeOfExtension[path.extname(file).toLowerCase()] ?? 'application/octet-stream';

// Serves `mounts`, an object from a path to what lies there: '/some/where/' to a folder's name, '/a/file.js' to the
// file's content (string or Buffer).  The longest path that fits wins, so a content can stand in for one file of a
// folder.  Port 0 takes any free one.  With `gzip`, everything goes out packed, as GitHub Pages sends it.
// Returns {origin, mounts, requests, close()}: `mounts` may be changed while it serves, `requests` collects every
// {method, path, status}.
export async function serveStatic(mounts, { port = 0, gzip = false } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const entry = { method: request.method, path: request.url, status: 0 };
    requests.push(entry);
    try {
      await answer({ mounts, gzip, request, response });
    } catch (error) {
      console.error(`${request.method} ${request.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    }
    entry.status = response.statusCode;
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, mounts, requests, close };
}

async function answer({ mounts, gzip, request, response }) {
  const sendContent = gzip ? sendPackedContent : sendPlainContent;
  const sendFile = gzip ? sendPackedFile : sendPlainFile;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const pathname = decodedPath(request.url);
  const mount = pathname && mountOf(mounts, pathname);
  if (!mount) return refuse(response, 404);

  if (!mount.endsWith('/')) return sendContent(request, response, mount, mounts[mount]);
  const folder = await realpath(mounts[mount]).catch(() => null);
  const file = folder && (await realpath(path.join(folder, pathname.slice(mount.length))).catch(() => null));
  if (!file || (file !== folder && !file.startsWith(folder + path.sep))) return refuse(response, 404);

  const found = await stat(file);
  if (!found.isDirectory()) return sendFile(request, response, file, found);
  if (!pathname.endsWith('/')) {
    return response.writeHead(301, { Location: encodeURI(`${pathname}/`) }).end();
  }
  const index = `${pathname}index.html`;
  if (mountOf(mounts, index) === index) return sendContent(request, response, index, mounts[index]);
  const indexFile = path.join(file, 'index.html');
  const indexFound = await stat(indexFile).catch(() => null);
  return indexFound?.isFile() ? sendFile(request, response, indexFile, indexFound) : refuse(response, 404);
}

// The path of an address with its escapes undone and its dots resolved; null if it has none or is malformed.
function decodedPath(address) {
  try {
    const decoded = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

const mountOf = (mounts, pathname) =>
  Object.keys(mounts)
    .filter((mount) => pathname === mount || (mount.endsWith('/') && pathname.startsWith(mount)))
    .sort((a, b) => b.length - a.length)[0];

function sendPlainContent(request, response, name, content) {
  const bytes = Buffer.from(content);
  response.writeHead(200, { 'Content-Type': typeOf(name), 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sendPlainFile(request, response, file, { size }) {
  response.writeHead(200, { 'Content-Type': typeOf(file), 'Content-Length': size });
  if (request.method === 'HEAD') return response.end();
  return new Promise((resolve, reject) => {
    response.on('close', resolve);
    createReadStream(file).on('error', reject).pipe(response);
  });
}

const packed = (name) => ({ 'Content-Type': typeOf(name), 'Content-Encoding': 'gzip' });

function sendPackedContent(request, response, name, content) {
  response.writeHead(200, packed(name)).end(gzipSync(Buffer.from(content), { level: 9 }));
}

function sendPackedFile(request, response, file) {
  response.writeHead(200, packed(file));
  return new Promise((resolve, reject) => {
    response.on('close', resolve);
    createReadStream(file).on('error', reject).pipe(createGzip({ level: 9 })).pipe(response);
  });
}

function refuse(response, status) {
  const text = { 404: 'Not found', 405: 'Only GET and HEAD', 500: 'The server failed' }[status];
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

async function main(folder, portText) {
  const port = Number(portText);
  if (!folder || !Number.isInteger(port) || port < 0 || port > 65535) {
    console.error('usage: node static-server.mjs FOLDER PORT');
    process.exit(2);
  }
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    console.error(`${folder} is not a folder: build the page first (tools/build)`);
    process.exit(1);
  }
  const server = await serveStatic({ '/': folder }, { port }).catch((error) => {
    const reason = {
      EADDRINUSE: `port ${port} is in use: end the other program, or choose another with --port`,
      EACCES: `port ${port} needs root: choose one above 1023 with --port`,
    }[error.code];
    console.error(reason ?? error.message);
    process.exit(1);
  });
  console.log(`Inkling is at ${server.origin}/ (Ctrl-C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(...process.argv.slice(2));
