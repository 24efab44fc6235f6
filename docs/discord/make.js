// Makes the pictures of the README from messages.json, which `cargo bench -- pictures docs/discord/messages.json` writes.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const scenes = JSON.parse(await readFile('messages.json', 'utf8'));
const script = await readFile('build/page.js', 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 720, height: 400 }, deviceScaleFactor: 1.5 });
const style = 'body { margin: 0; background: #313338 } .item::before { content: "• " } discord-messages { min-height: 0 }';
await page.setContent(`<!doctype html><style>${style}</style><script type="module">${script}</script>`);
await page.waitForFunction(() => window.show);
for (const [name, messages] of Object.entries(scenes)) {
  await page.evaluate((messages) => window.show(messages), messages);
  await page.waitForTimeout(300);
  await writeFile(`${name}.png`, await page.locator('discord-messages').screenshot());
}
await browser.close();
