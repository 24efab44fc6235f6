// Makes the pictures of the README of a room, as Hydrogen shows it:
// npm run pictures -- HOMESERVER USER PASSWORD ROOM
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

// What each picture shows: the first message with that text, and so many before it.
const SCENES = {
  answer: [/met in Bishkek/, 0],
  question: [/Question 1 of/, 0],
  result: [/The round is over/, 2],
  leaderboard: [/Leaderboard this week/, 0],
};
const MARGIN = 4;

const [homeserver, user, password, room] = process.argv.slice(2);
const config = {
  // Assets of the library are as large as they are.
  build: { outDir: 'build', target: 'esnext', chunkSizeWarningLimit: 5_000 },
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: 0 },
};
await build(config);
const server = await preview(config);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  // High enough to hold all of the room.
  const page = await browser.newPage({ viewport: { width: 720, height: 3600 }, deviceScaleFactor: 1.5 });
  page.on('pageerror', (error) => console.error(error));
  const query = new URLSearchParams({ homeserver, user, password, room });
  await page.goto(`${server.resolvedUrls.local[0]}?${query}`);
  const messages = page.locator('.Timeline_message');
  // What was said first is loaded last.
  for (const [text] of Object.values(SCENES)) await messages.filter({ hasText: text }).first().waitFor({ timeout: 60_000 });
  const texts = await messages.allInnerTexts();
  for (const [name, [text, before]] of Object.entries(SCENES)) {
    const last = texts.findIndex((shown) => text.test(shown));
    if (last < 0) throw new Error(`no message says ${text}`);
    const top = await messages.nth(last - before).boundingBox();
    const end = await messages.nth(last).boundingBox();
    const y = Math.max(0, top.y - MARGIN);
    await page.screenshot({ path: `${name}.png`, clip: { x: 0, y, width: 720, height: end.y + end.height + MARGIN - y } });
  }
} finally {
  await browser.close();
  await server.close();
}
