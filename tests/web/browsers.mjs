// Three real browsers behind one small interface.
//
//   const browser = await launch('webkit', { width: 1100, height: 760, scale: 1, dark: false });
//
// `scale` is device pixels per CSS pixel, `dark` what prefers-color-scheme says.  Every browser has
//   name, version
//   open(url)            resolves when the page has loaded
//   evaluate(expression) the expression's value in the page (JSON), promises awaited
//   draw(strokes, pointer)  each stroke a list of integer viewport points [x, y]: down, moves and up as input events
//                        of the browser itself; resolves when the page has handled them all
//   pointers             what this driver can draw with: 'mouse' (unless told otherwise) and some of 'pen', 'touch'
//   touch(frames)        several fingers, where the driver can (else undefined): a frame lists the fingers {id, x, y}
//                        that are down; after the last one all leave
//   press(keys)          'Tab', 'Enter', 'Control+z' …
//   resize(width, height)
//   screenshot(file)     a PNG of the viewport
//   messages             console errors and warnings, uncaught errors: strings, oldest first
//   requests()           the addresses that the page has asked for
//   close()
// and Chromium also what its tests of speed need: drawByHand(), slow(), memory() (drivers/chromium.mjs).
//
// Measured with 80 points in two strokes, as fast as the driver goes and without pauses: no browser drops a point.
// Chromium merges those of one frame into one pointermove, whose getCoalescedEvents() has each of them; Firefox and
// WebKitGTK dispatch one pointermove a point.  drivers.test.mjs holds that down.
import { launchChromium } from './drivers/chromium.mjs';
import { launchFirefox } from './drivers/firefox.mjs';
import { launchWebKit } from './drivers/webkit.mjs';

const launchers = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit };

export const browserNames = Object.keys(launchers);

export const launch = (name, { width = 1100, height = 760, scale = 1, dark = false } = {}) =>
  launchers[name]({ width, height, scale, dark });
